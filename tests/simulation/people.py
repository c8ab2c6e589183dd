"""Who lives in a quarter of the town; every number is synthetic."""

from dataclasses import dataclass, replace
from datetime import date
from random import Random

from scenario.codes import citizen_number, uscc

from streams.kinds.event import Subject, SubjectKind

#: Young enough to come of age while a run lasts.
ALMOST_OF_AGE = "20080606"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who lives in a quarter; `forms`: other ways to write the same subjects."""

    bodies: tuple[Subject, ...]
    persons: tuple[Subject, ...]
    forms: tuple[Subject, ...]

    @classmethod
    def of(cls, quarter: int) -> "People":
        """The inhabitants of the quarter with this number; no other has any of them."""

        def body(n: int, kind: SubjectKind, lead: str) -> Subject:
            return Subject(kind=kind, name=f"商户{n}", uscc=uscc(lead, f"{quarter:05}{n:03}"))

        def person(n: int, born: str) -> Subject:
            number = citizen_number(born, (quarter * 7 + n) % 1000)
            return Subject(
                kind=SubjectKind.PERSON, name=f"居民{n}", id_type="ID_CARD", id_number=number
            )

        company, other = (body(n, SubjectKind.ORGANISATION, "91") for n in (1, 2))
        shop = body(3, SubjectKind.INDIVIDUAL_BUSINESS, "92")
        stall = Subject(
            kind=SubjectKind.UNREGISTERED, name="早点摊", registration_no=f"T-{quarter}"
        )
        adult = person(1, f"{1960 + quarter % 30}0101")
        minor, nearly = person(2, "20120501"), person(3, ALMOST_OF_AGE)
        stranger = Subject(
            kind=SubjectKind.PERSON,
            name="访客",
            id_type="PASSPORT",
            id_number=f"E{quarter:05}77",
            id_country="SGP",
        )
        old_number = adult.id_number[:6] + adult.id_number[8:17]
        return cls(
            bodies=(company, company, company, other, shop, stall),
            persons=(adult, minor, nearly, stranger),
            forms=(
                replace(other, uscc="", registration_no=f"G-{quarter}"),  # waits for a code
                replace(company, uscc="", org_code=company.uscc[8:17]),
                replace(adult, id_number=old_number),
                replace(stranger, birth_date=date(1990, 2, 28)),
            ),
        )

    def anybody(self, chance: Random) -> Subject:
        """Somebody, bodies more often than persons."""
        return chance.choice((*self.bodies, *self.bodies, *self.persons, *self.forms))

    @property
    def numbers(self) -> frozenset[str]:
        """Every number that must be shown to nobody but by a basis."""
        return frozenset(p.id_number for p in (*self.persons, *self.forms) if p.id_number)
