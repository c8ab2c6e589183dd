"""The years of working days in a catalogue: counted, checked, kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from chinese_calendar import constants, is_workday
from support.catalogues import sample

from schemas.catalogue.calendar import loaded_working_days
from schemas.catalogue.check import holes, warnings
from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import from_json, to_json
from schemas.catalogue.working_year import WorkingYear

YEAR = sample().working_years["2026"]


def with_year(year: WorkingYear) -> Catalogue:
    """The sample with one year only."""
    return replace(sample(), working_years={year.year: year})


def test_free_days_do_not_count_and_exchanged_ones_do() -> None:
    """New year's Friday is free, the Sunday after it is worked; other weekends are free."""
    days = loaded_working_days((YEAR,))
    assert days[:3] == (date(2026, 1, 4), date(2026, 1, 5), date(2026, 1, 6))
    assert date(2026, 1, 10) not in days
    assert len(days) == 261 - len(YEAR.free) + len(YEAR.worked)


def test_the_sample_city_has_the_years_since_2019() -> None:
    """Every year up to that of the last notice, and an independent package knows each of them."""
    years = {int(year) for year in sample().working_years}
    assert years >= set(range(2019, 2027))
    assert years & {day.year for day in constants.holidays} == years


@pytest.mark.parametrize("year", sorted(sample().working_years))
def test_every_day_is_as_an_independent_package_has_it(year: str) -> None:
    """Each day of the year is a working day here exactly if it is one for chinesecalendar."""
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert list(loaded_working_days((sample().working_years[year],))) == [
        d for d in days if is_workday(d)
    ]


@pytest.mark.parametrize(
    ("free", "worked"),
    [
        # 国务院办公厅关于调整2019年劳动节假期安排的通知: four days instead of one.
        ("2019-05-02 2019-05-03", "2019-04-28 2019-05-05"),
        # 国办发明电〔2020〕1号: the Spring Festival to 2 February, and no work on Saturday the 1st.
        ("2020-01-31 2020-02-01 2020-02-02", "2020-01-19 2020-02-03"),
    ],
)
def test_a_year_whose_notice_was_changed_has_the_days_after_the_change(
    free: str, worked: str
) -> None:
    """What the later notice of the same year frees is free, and what it has worked is worked."""
    changed = sample().working_years[free[:4]]
    days = loaded_working_days((changed,))
    assert [day for day in map(date.fromisoformat, free.split()) if day in days] == []
    assert [day for day in map(date.fromisoformat, worked.split()) if day not in days] == []
    assert changed.basis.count("通知") == 2


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"free": frozenset()}, "free: empty; no year is without holidays"),
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


def test_a_year_left_out_between_others_is_warned_of() -> None:
    """Terms that were counted in it would be counted otherwise."""
    years = {year: row for year, row in sample().working_years.items() if year != "2021"}
    (warning,) = warnings(replace(sample(), working_years=years), date(2026, 6, 1))
    assert (warning.file, warning.row, warning.warning) == ("working-days.toml", "2021", True)
