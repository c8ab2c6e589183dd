"""What a load is refused for, field by field (R8)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.catalogues import WAGE_BAN, editions, loaded, only_editions, sample

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.check import holes
from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.model import Binding, Effect, MeasureRow, OnObjection, OnRepair, TargetRole

EARLY, LATE = editions(sample(), WAGE_BAN)
TODAY = date(2026, 6, 1)
#: In the middle of everything that can be milder or stricter.
MIDDLE = replace(
    LATE,
    effect=Effect.CAUTION,
    binding=Binding.STATUTORY,
    usual_months=12,
    on_objection=OnObjection.SUSPEND,
    release="市信用办",
)
FUTURE = replace(LATE, list_version="2027", valid_from=date(2027, 1, 1))


def refused(
    was: MeasureRow, now: MeasureRow, *, day: date = TODAY, first: date = TODAY
) -> tuple[str, ...]:
    """Return the reasons for which a load of `now` in the place of `was` is refused."""
    before = loaded(only_editions(sample(), WAGE_BAN, was), first)
    found = stricter(before, only_editions(sample(), WAGE_BAN, now), day)
    assert all(hole.row == " ".join(now.named) for hole in found)
    return tuple(hole.reason for hole in found)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("targets", {"targets": LATE.targets | {TargetRole.PERSON}}),
        ("effect", {"effect": Effect.REFUSE}),
        ("term_months", {"term_months": 37}),
        ("term_months", {"term_months": None}),
        ("usual_months", {"usual_months": 13}),
        ("usual_months", {"usual_months": None}),
        ("on_repair", {"on_repair": OnRepair.KEEP}),
        ("released", {"released": LATE.released | {"amount"}}),
        ("binding", {"binding": Binding.MANDATORY}),
        ("on_objection", {"on_objection": OnObjection.KEEP}),
        ("release", {"release": ""}),
        ("per_object", {"per_object": True}),
    ],
)
def test_stricter_is_refused_by_field(field: str, change: dict[str, Any]) -> None:
    """The reason begins with the field, and says what to do instead."""
    (reason,) = refused(MIDDLE, replace(MIDDLE, **change))
    assert reason.startswith(f"{field}: ")
    assert (
        "give it a new edition, in force from the day of the load (2026-06-01) or later" in reason
    )


@pytest.mark.parametrize(
    "change",
    [
        {"targets": frozenset({TargetRole.ORGANISATION})},
        {"effect": Effect.REPORT},
        {"term_months": 12},
        {"usual_months": 11},
        {"released": frozenset[str]()},
        {"binding": Binding.ADVISORY},
        {"release": "another office"},
        {"name": "x", "legal_basis": ("x",), "released_basis": "x", "source": "x"},
        {"lift_condition": "x", "remedy": "x", "contact": "x", "answer_within_s": 60},
        {"valid_from": date(2020, 1, 1), "valid_until": date(2026, 12, 31)},
    ],
)
def test_milder_words_and_days_pass(change: dict[str, Any]) -> None:
    """What becomes milder, is said otherwise or is moved in time burdens nobody more."""
    assert refused(MIDDLE, replace(MIDDLE, **change)) == ()


def test_several_things_are_all_named() -> None:
    """One sentence for an edition, with all of its fields that are stricter."""
    (reason,) = refused(MIDDLE, replace(MIDDLE, term_months=60, effect=Effect.CONTROL))
    assert reason.startswith("effect: CONTROL instead of CAUTION; term_months: 60 instead of 36: ")


def test_an_edition_of_the_future_may_become_stricter() -> None:
    """Until the day before it begins; on its first day it was in force."""
    longer = replace(FUTURE, term_months=60)
    assert refused(FUTURE, longer, day=date(2026, 12, 31)) == ()
    assert len(refused(FUTURE, longer, day=date(2027, 1, 1))) == 1


def test_an_edition_that_ended_before_the_first_load_was_in_force() -> None:
    """The first load describes the law of the years before it."""
    assert len(refused(EARLY, replace(EARLY, term_months=60))) == 1


def test_a_past_edition_that_never_counted_may_be_changed() -> None:
    """Stricter, and over before it was loaded: it reached nobody."""
    first = loaded(only_editions(sample(), WAGE_BAN, replace(LATE, term_months=12)))
    closed = replace(LATE, term_months=12, valid_until=date(2026, 4, 30))
    may = replace(LATE, list_version="5", valid_from=date(2026, 5, 1), valid_until=date(2026, 5, 9))
    after = replace(LATE, list_version="6", valid_from=date(2026, 5, 10))
    second = next_catalogue(first, only_editions(sample(), WAGE_BAN, closed, may, after), TODAY)
    changed = [
        only_editions(sample(), WAGE_BAN, closed, *two)
        for two in (
            (replace(may, term_months=60), after),
            (may, replace(after, term_months=60)),
        )
    ]
    assert [len(stricter(second, new, TODAY)) for new in changed] == [0, 1]


@pytest.mark.parametrize("list_version", [MIDDLE.list_version, "another"])
def test_a_row_stays_at_its_partner(list_version: str) -> None:
    """Also under a new list version: whoever is burdened at one would be burdened at another."""
    (reason,) = refused(MIDDLE, replace(MIDDLE, partner="telecom", list_version=list_version))
    assert reason.startswith(f"partner: telecom instead of {MIDDLE.partner}: ")
    assert "a measure of its own" in reason


def test_a_row_that_was_never_in_force_may_go_to_another_partner() -> None:
    """Nobody is burdened by it yet."""
    assert refused(FUTURE, replace(FUTURE, partner="telecom")) == ()


@pytest.mark.parametrize("months", [(12, 36), (36, 12)])
def test_each_of_two_editions_of_one_name_is_compared(months: tuple[int, int]) -> None:
    """A catalogue that was loaded before names had to differ: neither becomes stricter."""
    early, late = (replace(e, term_months=n) for e, n in zip((EARLY, LATE), months, strict=True))
    late = replace(late, list_version=early.list_version)
    before = loaded(only_editions(sample(), WAGE_BAN, early, late), TODAY)
    for term, refusals in ((12, 0), (13, 1), (36, 1)):
        new = only_editions(sample(), WAGE_BAN, replace(late, term_months=term))
        assert len(stricter(before, new, TODAY)) == refusals


def test_two_editions_of_one_name_are_a_hole() -> None:
    """Loads tell the editions of a row apart by their list version."""
    twice = only_editions(sample(), WAGE_BAN, EARLY, replace(LATE, list_version=EARLY.list_version))
    assert [hole.reason for hole in holes(twice)] == [
        "list_version: another edition of this row has the same"
    ]
