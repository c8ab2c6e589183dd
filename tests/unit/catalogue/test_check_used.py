"""What nobody could use is a hole: a kind, a partner, a list, a clause."""

from dataclasses import replace
from datetime import date

from support.catalogues import changed, sample, with_department, with_list, with_partner

from schemas.catalogue.check import holes
from schemas.catalogue.code import CodeSort
from schemas.catalogue.model import Catalogue, Channel, Partner
from schemas.catalogue.named_list import ListCode

GRID = Partner(
    id="grid",
    name="国网常州供电公司",
    channel=Channel.CHECK,
    basis="本市公共信用信息目录",
    source="Plan 三（一）4",
    valid_from=date(2019, 4, 24),
)


def reasons(catalogue: Catalogue) -> list[tuple[str, str, str]]:
    """File, row and the reason's beginning of each hole."""
    return [(hole.file, hole.row, hole.reason[:40]) for hole in holes(catalogue)]


def test_a_partner_that_no_row_names() -> None:
    """Nobody would ever tell it anything; one with a last day is leaving, and may stand."""
    assert [row[:2] for row in reasons(with_partner(sample(), GRID))] == [("partners.toml", "grid")]
    assert reasons(with_partner(sample(), replace(GRID, valid_until=date(2026, 12, 31)))) == []


def test_a_partner_whose_rows_are_all_off_may_stand() -> None:
    """Its row says what keeps it from being told."""
    assert {row.partner for row in sample().off} - {row.partner for row in sample().measures}


def test_a_court_is_told_by_no_row() -> None:
    """It hears what became of its orders."""
    assert "court" not in {row.partner for row in sample().measures}


def test_a_kind_that_no_department_may_send() -> None:
    """Without it a whole kind of event would be refused."""
    silent = sample()
    for row in sample().departments.values():
        silent = with_department(silent, replace(row, kinds=row.kinds - {"ObjectionMark"}))
    found = [
        reason for file, row, reason in reasons(silent) if (file, row) == ("departments.toml", "")
    ]
    assert found == ["kinds: no department may send ObjectionM"]


def test_a_list_that_nobody_may_enter() -> None:
    """Whoever relays for everybody may enter each; without them a list needs somebody."""
    code = ListCode(
        code="MADE_UP",
        name="样例名单",
        basis="本市公共信用信息目录",
        source="Plan 三（二）4",
        valid_from=date(2019, 4, 24),
    )
    city = with_list(sample(), code)
    assert reasons(city) == []
    for name in ("province", "nation"):
        row = city.departments[name]
        city = with_department(city, replace(row, lists=frozenset({"WAGE_ARREARS"})))
    assert [row[:2] for row in reasons(city)] == [("lists.toml", "MADE_UP")]


def test_a_clause_whose_departments_are_gone() -> None:
    """One that begins after the last of them left could be ordered by nobody."""
    city = sample()
    for name in ("fiscal", "province", "nation"):
        row = replace(city.departments[name], valid_until=date(2026, 12, 31))
        city = with_department(city, row)
    clauses = city.codes[CodeSort.CLAUSES]
    assert reasons(city) == []
    ban = replace(clauses["PROCUREMENT_BAN"], valid_from=date(2027, 1, 1))
    city = replace(city, codes={**city.codes, CodeSort.CLAUSES: {**clauses, ban.code: ban}})
    assert ("codes.toml", "clauses.PROCUREMENT_BAN") in [row[:2] for row in reasons(city)]


def test_a_measure_without_a_basis_or_a_condition_of_its_end() -> None:
    """Nobody is burdened without the law that says so, nor without a word of how it ends."""
    row = ("HTL-01", "judgment-default")
    baseless = changed(sample(), row, lambda row: replace(row, legal_basis=()))
    endless = changed(sample(), row, lambda row: replace(row, lift_condition=" "))
    assert [found[2] for found in reasons(baseless)] == ["legal_basis: missing; name the law, arti"]
    assert [found[2] for found in reasons(endless)] == ["lift_condition: missing"]
