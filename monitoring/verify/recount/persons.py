"""Whom a decision reaches, and who is spared (R9)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from monitoring.verify.recount.naming import PERSON, UNREGISTERED, Naming
from monitoring.verify.recount.version import Version
from monitoring.verify.recount.why import Why
from schemas.catalogue.model import MeasureRow

#: 民法典 art. 17.
_FULL_AGE_YEARS = 18
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One way a decision names somebody."""

    role: str
    naming: Naming
    named_by_source: bool
    since: date
    until: date


def parts(content: Version, subject: UUID) -> tuple[Part, ...]:
    """Every way a decision names a subject: as its main subject, or in a role for a time."""
    found = []
    main = content.subject
    if main is not None and main.subject == subject:
        found.append(
            Part(
                role=main.kind,
                naming=main,
                named_by_source=True,
                since=date.min,
                until=date.max,
            )
        )
    found += [
        Part(
            role=person.role,
            naming=person.naming,
            named_by_source=person.named_by_source,
            since=person.since or date.min,
            until=person.until or date.max,
        )
        for person in content.related
        if person.naming.subject == subject
    ]
    return tuple(found)


def stands_against(
    content: Version, part: Part, edition: MeasureRow | None, day: date, born: date | None
) -> Why | None:
    """What stands against a measure on somebody in one part; `edition` None: none targets it."""
    if part.naming.kind == UNREGISTERED or content.subject is None:
        return Why.UNREGISTERED
    if edition is None:
        return Why.NOT_TARGETED
    if not part.named_by_source:
        return Why.NOT_NAMED
    if not part.since <= day <= part.until:
        return Why.ROLE_OVER
    if part.naming.kind == PERSON:
        decided_on = content.decided_on
        if born is None or decided_on is None or not of_full_age(born, decided_on):
            return Why.MINOR
    return None


def of_full_age(born: date, on: date) -> bool:
    """Whether the eighteenth birthday was over on a day (法释〔2006〕1号 art. 2)."""
    return _age(born, on - _ONE_DAY) >= _FULL_AGE_YEARS


def _age(born: date, on: date) -> int:
    """Full years on a day; who is born on 29 February grows older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
