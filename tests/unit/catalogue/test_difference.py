"""In which rows two catalogues differ."""

from dataclasses import replace
from datetime import date

from support.catalogues import sample, with_list, without_row

from schemas.catalogue.code import Derived
from schemas.catalogue.difference import How, differing_rows
from schemas.catalogue.named_list import ListCode


def test_equal_catalogues_differ_in_no_row() -> None:
    """The version alone is no row."""
    assert list(differing_rows(sample(), replace(sample(), version="another"))) == []


def test_a_row_is_added_removed_or_changed() -> None:
    """Each is named with its section, its id and, if changed, the older and the newer value."""
    new = with_list(sample(), ListCode(code="NEW_LIST", name="新名单", basis="办法"))
    (added,) = differing_rows(sample(), new)
    assert (added.section, added.row, added.how) == ("lists", "NEW_LIST", How.ADDED)
    (removed,) = differing_rows(new, sample())
    assert removed.how is How.REMOVED
    row = sample().measures[0]
    edited = tuple(
        replace(each, remedy="another") if each is row else each for each in sample().measures
    )
    (found,) = differing_rows(sample(), replace(sample(), measures=edited))
    assert found.row == f"{row.measure} {row.trigger} {row.list_version}"
    assert found.fields == {"remedy": (row.remedy, "another")}


def test_every_edition_of_a_row_that_goes_is_named() -> None:
    """Editions are rows of their own, by list version."""
    row = sample().measures[0].row
    gone = list(differing_rows(sample(), without_row(sample(), row)))
    assert {each.how for each in gone} == {How.REMOVED}
    assert len(gone) == sum(each.row == row for each in sample().measures)


def test_a_derived_clause_is_a_row_by_its_condition() -> None:
    """Two rows of one clause are told apart, and another condition is another row."""
    fine = Derived(
        clause="LARGE", name="较大", basis="通知", fine_from_fen=1, valid_from=date(2022, 2, 8)
    )
    stop = Derived(clause="LARGE", name="较大", basis="条例", categories=frozenset({"乙", "甲"}))
    old = replace(sample(), derived=(fine, stop))
    new = replace(sample(), derived=(replace(fine, fine_from_fen=2), replace(stop, basis="法")))
    found = {each.row: each.how for each in differing_rows(old, new)}
    assert found == {
        "LARGE 2022-02-08 1 fen": How.REMOVED,
        "LARGE 2022-02-08 2 fen": How.ADDED,
        "LARGE 0001-01-01 乙、甲": How.CHANGED,
    }
