"""How old somebody was on a day (R9)."""

from datetime import date

import pytest

from schemas.catalogue.model import TargetRole
from streams.kinds.event import Subject, SubjectKind
from streams.rule.due import age_refusal
from streams.rule.persons import Part, of_full_age


@pytest.mark.parametrize(
    ("born", "on", "full_age"),
    [
        (date(2008, 6, 2), date(2026, 6, 1), False),
        (date(2008, 6, 1), date(2026, 6, 1), False),
        (date(2008, 5, 31), date(2026, 6, 1), True),
        (date(2008, 12, 1), date(2026, 6, 30), False),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), False),
        (date(2008, 2, 29), date(2026, 3, 2), True),
        (date.min, date.min, False),
    ],
)
def test_full_age_begins_after_the_eighteenth_birthday(
    born: date, on: date, full_age: bool
) -> None:
    """Neither year nor month of it is enough, nor the day itself (法释〔2006〕1号 art. 2)."""
    assert of_full_age(born, on) is full_age


ADULT, MINOR = date(1990, 1, 1), date(2012, 5, 1)
DECIDED = date(2026, 6, 1)


def named(born: date | None) -> list[Part]:
    """One naming of a person by passport, with a birth date or without."""
    naming = Subject(
        kind=SubjectKind.PERSON,
        name="张三",
        id_type="PASSPORT",
        id_number="E12345678",
        birth_date=born,
    )
    return [Part(role=TargetRole.PERSON, naming=naming)]


@pytest.mark.parametrize(
    ("own", "youngest", "refusal"),
    [
        (ADULT, ADULT, None),
        (ADULT, MINOR, None),
        (None, ADULT, None),
        (MINOR, ADULT, ("D2004", "a minor on the day of the decision")),
        (None, MINOR, ("D2004", "a minor on the day of the decision")),
        (None, None, ("D2004", "the age is not known")),
    ],
)
def test_the_facts_own_birth_date_comes_first(
    own: date | None, youngest: date | None, refusal: tuple[str, str] | None
) -> None:
    """What the record says of the person's birth, and only else the youngest that is known (R9)."""
    found = age_refusal(named(own), DECIDED, youngest)
    assert (found and (found.code, found.reason)) == refusal
