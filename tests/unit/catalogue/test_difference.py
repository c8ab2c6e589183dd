"""In which rows two catalogues differ."""

from dataclasses import replace

from support.catalogues import sample, with_list, without_row

from schemas.catalogue.difference import How, differing_rows
from schemas.catalogue.model import ListCode


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
