"""A row by which somebody would be burdened longer, harder or otherwise than the law lets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from support.catalogues import (
    CAUTION,
    FREEZE,
    NO_PURCHASE,
    PENALTY_BAN,
    SEAL,
    WAGE_BAN,
    changed,
    editions,
    only_editions,
    sample,
    with_department,
    with_editions,
    with_list,
    with_partner,
)

from schemas.catalogue.check import holes, warnings
from schemas.catalogue.code import CodeSort
from schemas.catalogue.model import Catalogue, Department, Effect, MeasureRow, OnRepair
from schemas.catalogue.named_list import ListCode, ListColour

DAY = date(2026, 6, 1)
WAGE_LIST = sample().lists["WAGE_ARREARS"]
Change = Callable[[MeasureRow], MeasureRow]


def reasons(catalogue: Catalogue) -> set[str]:
    """What is wrong, without where."""
    return {hole.reason for hole in holes(catalogue)}


def warned(catalogue: Catalogue, day: date = DAY) -> str:
    """All that is warned of, as one text."""
    return "\n".join(str(hole) for hole in warnings(catalogue, day))


@pytest.mark.parametrize(
    ("row", "change", "reason"),
    [
        (WAGE_BAN, lambda row: replace(row, effect=Effect.CONTROL), "only a court's order may"),
        (FREEZE, lambda row: replace(row, effect=Effect.REPORT), "carried out whole: CONTROL"),
        (FREEZE, lambda row: replace(row, release="市信用办"), "waits for no office's approval"),
        (SEAL, lambda row: replace(row, term_months=None), "is without a longest term"),
        (WAGE_BAN, lambda row: replace(row, on_repair=OnRepair.KEEP), "the penalty itself"),
        (NO_PURCHASE, lambda row: replace(row, on_repair=OnRepair.KEEP), "the penalty itself"),
        (PENALTY_BAN, lambda row: replace(row, term_months=None), "must have a longest term"),
        (PENALTY_BAN, lambda row: replace(row, term_months=1095), "are these days?"),
        (NO_PURCHASE, lambda row: replace(row, usual_months=730), "are these days?"),
        (WAGE_BAN, lambda row: replace(row, legal_basis=("\u200b",)), "legal_basis: missing"),
        (PENALTY_BAN, lambda row: replace(row, contact="\u200b\u2060"), "contact: missing"),
        (PENALTY_BAN, lambda row: replace(row, remedy="——"), "remedy: missing"),
        (WAGE_BAN, lambda row: replace(row, name="文明积分低者限制采购"), "civility points"),
        (WAGE_BAN, lambda row: replace(row, legal_basis=("文明信用积分办法",)), "civility points"),
        (WAGE_BAN, lambda row: replace(row, measure="PRC 01"), "measure: has capitals"),
        (WAGE_BAN, lambda row: replace(row, measure="P" * 65), "64 signs at most"),
    ],
)
def test_a_row_that_would_burden_beyond_the_law(
    row: tuple[str, str], change: Change, reason: str
) -> None:
    """Each is a hole, whatever else of the row stands."""
    assert any(reason in each for each in reasons(changed(sample(), row, change)))


def test_an_emptied_list_of_clauses_lets_no_clause_in() -> None:
    """Without a line under [clauses] a row that names one is a hole, and the sort is warned of."""
    emptied = replace(sample(), codes={**sample().codes, CodeSort.CLAUSES: {}})
    assert any("unknown clause PROCUREMENT_BAN" in each for each in reasons(emptied))
    assert "codes.toml [clauses]: no code stands under it" in warned(emptied)


def test_a_row_with_a_longer_usual_term_than_its_list() -> None:
    """Who is listed for a year by the list's own rules is burdened for no more by its measure."""
    a_year = with_list(sample(), replace(WAGE_LIST, usual_months=12))
    law = changed(a_year, CAUTION, lambda row: replace(row, usual_months=24))
    assert reasons(law) == {
        "usual_months: longer than the list WAGE_ARREARS, 12 months (usual_months)"
    }


@pytest.mark.parametrize("colour", [ListColour.RED, ListColour.WATCH])
def test_only_a_black_list_grounds_a_measure(colour: ListColour) -> None:
    """Praise and watching burden nobody (R30)."""
    found = reasons(with_list(sample(), replace(WAGE_LIST, colour=colour)))
    assert found == {
        f"trigger: the list WAGE_ARREARS is {colour}; only a BLACK one grounds a measure"
    }


def test_an_edition_that_shares_no_day_with_its_list_or_its_clause() -> None:
    """It could follow from no entry, so a day is mistyped."""
    ended: ListCode = replace(WAGE_LIST, valid_until=date(2019, 1, 1))
    assert any(
        each.startswith("valid_from: the list") for each in reasons(with_list(sample(), ended))
    )
    clauses = sample().codes[CodeSort.CLAUSES]
    over = {code: replace(row, valid_until=row.valid_from) for code, row in clauses.items()}
    law = replace(sample(), codes={**sample().codes, CodeSort.CLAUSES: over})
    late = changed(law, PENALTY_BAN, lambda row: replace(row, valid_from=date(2024, 1, 1)))
    assert "valid_from: the clause PROCUREMENT_BAN holds on none of the edition's days" in reasons(
        late
    )


def test_an_edition_at_a_partner_that_has_left() -> None:
    """A partner's last day ends its editions."""
    leaving = replace(sample().partners["procurement"], valid_until=date(2026, 12, 31))
    found = reasons(with_partner(sample(), leaving))
    assert found == {
        "partner: procurement has 2026-12-31 as its last day; end the edition then, or before"
    }


@pytest.mark.parametrize(
    ("department", "reason"),
    [
        (
            replace(
                sample().departments["court"],
                kinds=sample().departments["court"].kinds | {"AdministrativePenalty"},
            ),
            "kinds: a court imposes no AdministrativePenalty",
        ),
        (
            replace(sample().departments["tax"], relays_for=frozenset({"*"})),
            "relays_for: '*' is for province and nation",
        ),
        (replace(sample().departments["tax"], id="t" * 65), "an id has 64 signs at most"),
    ],
)
def test_a_department_that_would_speak_for_too_many(department: Department, reason: str) -> None:
    """A court punishes nobody by administrative penalty; no bureau of a city speaks for all."""
    assert any(each.startswith(reason) for each in reasons(with_department(sample(), department)))


def test_two_list_versions_that_look_alike() -> None:
    """Full width and blanks make no other edition: a load would take one for new."""
    early, late = editions(sample(), WAGE_BAN)
    law = only_editions(sample(), WAGE_BAN, early, replace(late, list_version="２０２ 2"))
    assert reasons(law) == {"list_version: another edition of this row has the same"}


def test_one_trigger_twice_at_one_partner_is_warned_of() -> None:
    """It may be meant, but a row may also stand there twice under two names."""
    second = replace(editions(sample(), WAGE_BAN)[-1], measure="PRC-09")
    assert "PRC-01 follows from it at procurement too" in warned(with_editions(sample(), second))


def test_a_notice_that_is_asked_for_only_later_is_warned_of() -> None:
    """A year too late would let everybody be listed unheard."""
    late = with_list(sample(), replace(WAGE_LIST, prior_notice_since=date(2062, 1, 1)))
    assert "prior_notice_since: 2062-01-01 is to come" in warned(late)


def test_warnings_may_be_asked_for_the_last_day_there_is() -> None:
    """The year after it cannot be missing."""
    assert "[9999]" in warned(sample(), date.max)
