"""The years of working days in a catalogue: counted, checked, kept."""

from dataclasses import replace
from datetime import date

import pytest
from catalogues import sample

from schemas.catalogue.check import holes, warnings
from schemas.catalogue.model import Catalogue, WorkingYear
from schemas.catalogue.serialise import from_json, to_json
from schemas.catalogue.working_days import working_days

YEAR = sample().working_years["2026"]


def with_year(year: WorkingYear) -> Catalogue:
    """The sample with one year only."""
    return replace(sample(), working_years={year.year: year})


def test_free_days_do_not_count_and_exchanged_ones_do() -> None:
    """New year's Friday is free, the Sunday after it is worked; other weekends are free."""
    days = working_days((YEAR,))
    assert days[:3] == (date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6))
    assert date(2026, 1, 10) not in days
    assert len(days) == 261 - len(YEAR.free) + len(YEAR.worked)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"free": frozenset({date(2025, 1, 1)})}, "free: 2025-01-01 is not a day of that year"),
        ({"worked": frozenset({date(2026, 1, 5)})}, "worked: 2026-01-05 is no weekend day"),
        ({"free": frozenset({date(2026, 1, 3)})}, "free: 2026-01-03 is a weekend day"),
        ({"basis": " "}, "basis: missing"),
        ({"source": ""}, "source: missing"),
        ({"year": "26"}, "a row's name is a year of four digits"),
    ],
)
def test_a_year_that_cannot_be_is_a_hole(changed: dict[str, object], reason: str) -> None:
    """File, year and reason are named."""
    (hole,) = holes(with_year(replace(YEAR, **changed)))  # type: ignore[arg-type]
    assert hole.file == "working-days.toml"
    assert hole.reason.startswith(reason)


def test_a_year_that_is_not_there_is_a_warning() -> None:
    """From 30 days before the year begins, and in the year itself."""
    only = with_year(YEAR)
    assert not [hole for hole in warnings(only, date(2026, 12, 1)) if "2027" in hole.row]
    for day in (date(2026, 12, 2), date(2027, 6, 1)):
        assert [h.row for h in warnings(only, day) if h.file == "working-days.toml"] == ["2027"]


def test_a_catalogue_without_the_years_is_still_read() -> None:
    """What was stored before there were any has none."""
    stored = to_json(replace(sample(), working_years={}))
    assert ', "working_years": {}' in stored
    older = from_json(stored.replace(', "working_years": {}', ""))
    assert older.working_years == {}
    assert from_json(to_json(sample())) == sample()
