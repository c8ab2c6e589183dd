"""One planted hole each, of lists that ground nothing or end early, and of derived clauses."""

from dataclasses import replace
from datetime import date

import pytest
from support.catalogues import (
    CAUTION,
    PENALTY_BAN,
    changed,
    editions,
    sample,
    with_editions,
    with_list,
)

from schemas.catalogue.check import holes
from schemas.catalogue.code import Derived
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue, OnRepair

WAGE_LIST = sample().lists["WAGE_ARREARS"]


def one(catalogue: Catalogue) -> Hole:
    """The only hole of a catalogue."""
    found = holes(catalogue)
    assert len(found) == 1, "\n".join(str(hole) for hole in found)
    return found[0]


def test_a_list_that_grounds_nothing_says_why_and_has_no_measure() -> None:
    """Without a reason it is a hole, and so is each edition that would follow from it."""
    plain = sample().lists["TRANSPORT_OVERLOAD"]
    unsaid = one(with_list(sample(), replace(plain, grounds=False, why=" ")))
    assert (unsaid.file, unsaid.row) == ("lists.toml", "TRANSPORT_OVERLOAD")
    assert unsaid.reason.startswith("why: missing")
    found = holes(with_list(sample(), replace(WAGE_LIST, grounds=False, why="no basis")))
    assert {hole.file for hole in found} == {"measures.toml"}
    assert {hole.reason for hole in found} == {
        "trigger: the list WAGE_ARREARS grounds nothing: no basis"
    }
    assert len(found) == len([r for r in sample().measures if r.trigger == "list/WAGE_ARREARS"])


@pytest.mark.parametrize("months", [37, None])
def test_a_measure_that_outlasts_its_list(months: int | None) -> None:
    """No edition of `list/<CODE>` is longer than the list, and none without a term fits."""
    short = with_list(sample(), replace(WAGE_LIST, usual_months=36, longest_months=36))
    assert holes(short) == ()
    found = holes(changed(short, CAUTION, lambda row: replace(row, term_months=months)))
    assert {hole.reason for hole in found} == {
        "term_months: longer than the list WAGE_ARREARS, 36 months (longest_months)"
    }


LARGE_FINE = Derived(
    clause="LARGE_FINE",
    name="较大数额罚款",
    basis="财库〔2022〕3号",
    source="Plan 三（一）4",
    fine_from_fen=200_000_000,
    valid_from=date(2022, 2, 8),
)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (replace(LARGE_FINE, fine_from_fen=None), "both missing"),
        (replace(LARGE_FINE, categories=frozenset({"罚款"})), "a row has one of the two"),
        (replace(LARGE_FINE, clause="PROCUREMENT_BAN"), "stands in clauses too"),
        (replace(LARGE_FINE, clause="large fine"), "clause: has capitals"),
        (replace(LARGE_FINE, fine_from_fen=0), "fine_from_fen: must be above 0"),
        (
            replace(LARGE_FINE, fine_from_fen=None, categories=frozenset({"罚金"})),
            "categories: unknown category 罚金",
        ),
        (replace(LARGE_FINE, basis=""), "basis: missing"),
        (replace(LARGE_FINE, valid_from=date.min), "valid_from: missing"),
    ],
)
def test_a_derived_clause_with_a_hole(row: Derived, reason: str) -> None:
    """It has one condition, a name that nobody writes, and a basis as every row."""
    hole = one(replace(sample(), derived=(*sample().derived, row)))
    assert (hole.file, hole.row) == ("codes.toml", f"derived {row.named}")
    assert reason in hole.reason


def test_a_measure_may_follow_from_a_derived_clause() -> None:
    """Its trigger is known as one that `clauses` has; without the row it is a hole."""
    ban = editions(sample(), PENALTY_BAN)[-1]
    derived = replace(ban, trigger="penalty/LARGE_FINE", on_repair=OnRepair.LIFT)
    law = with_editions(sample(), derived)
    assert holes(replace(law, derived=(*law.derived, LARGE_FINE))) == ()
    assert one(law).reason == (
        "trigger: unknown clause LARGE_FINE; codes.toml names it under clauses or derived"
    )
