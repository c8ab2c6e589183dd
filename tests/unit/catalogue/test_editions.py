"""Editions in time, and the day from which a row applies (R8)."""

from dataclasses import replace
from datetime import date

from support.catalogues import (
    CAUTION,
    PENALTY_BAN,
    WAGE_BAN,
    editions,
    loaded,
    only_editions,
    row_of,
    sample,
    with_editions,
    without_row,
)

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.editions import by_row, in_force
from schemas.catalogue.past import as_they_count

LOAD_DAY = date(2026, 6, 1)


def test_both_bounds_of_an_edition_are_inclusive() -> None:
    """In force on its first and on its last day, not on the day before or after."""
    early, _ = editions(sample(), WAGE_BAN)
    assert not in_force(early, date(2021, 12, 31))
    assert in_force(early, date(2022, 1, 1))
    assert in_force(early, date(2025, 12, 31))
    assert not in_force(early, date(2026, 1, 1))


def test_an_open_edition_holds_on() -> None:
    """No valid_until means until further notice."""
    assert in_force(editions(sample(), WAGE_BAN)[-1], date.max)


def test_the_edition_of_a_day() -> None:
    """Exactly the edition that holds on the day, or none before the first."""
    row = row_of(sample(), WAGE_BAN)
    assert row.on(date(2021, 12, 31)) is None
    assert [
        found.list_version
        for day in (date(2025, 12, 31), date(2026, 1, 1))
        if (found := row.on(day))
    ] == ["2022", "2026"]


def test_rows_are_told_apart_by_measure_and_trigger() -> None:
    """PRC-01 by a list and PRC-01 by a penalty are two rows."""
    assert {WAGE_BAN, PENALTY_BAN} <= by_row(sample().measures).keys()
    assert all(len({row.row for row in group}) == 1 for group in by_row(sample().measures).values())


def test_first_load_ever_applies_from_the_first_edition() -> None:
    """The stock of years before the hub is judged by the list of its day."""
    assert loaded().applies_from[WAGE_BAN] == date(2022, 1, 1)


def test_a_known_row_keeps_its_date() -> None:
    """A later load, also one with an earlier or another edition, moves nothing."""
    early, late = editions(sample(), WAGE_BAN)
    backdated = replace(early, valid_from=date(2015, 1, 1))
    new = only_editions(sample(), WAGE_BAN, backdated, late)
    assert next_catalogue(loaded(), new, LOAD_DAY).applies_from[WAGE_BAN] == date(2022, 1, 1)


def test_a_row_known_before_keeps_its_date_through_a_load_without_it() -> None:
    """A row left out by mistake and brought back applies as it did."""
    without = next_catalogue(loaded(), without_row(sample(), CAUTION), LOAD_DAY)
    again = next_catalogue(without, sample(), date(2026, 6, 2))
    assert again.applies_from == loaded().applies_from


def test_loading_the_same_again_changes_nothing() -> None:
    """After a load of the same the same editions count on the same days, from the same day on."""
    again = next_catalogue(loaded(), sample(), date(2027, 1, 1))
    assert again.applies_from == loaded().applies_from
    assert as_they_count(again) == as_they_count(loaded())


def test_a_new_row_of_the_future_applies_from_its_first_edition() -> None:
    """The later of valid_from and the load day."""
    row = replace(editions(sample(), WAGE_BAN)[-1], measure="PRC-99", valid_from=date(2026, 9, 1))
    new = next_catalogue(loaded(), with_editions(sample(), row), LOAD_DAY)
    assert new.applies_from[row.row] == date(2026, 9, 1)
