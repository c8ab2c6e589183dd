"""On which day something is due: working days counted, terms of months, days rolled (R16)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from chinese_calendar import find_workday
from support.catalogues import sample

from schemas.catalogue.calendar import (
    DueDay,
    add_months,
    loaded_working_days,
    next_working_day,
    nth_working_day,
)

YEARS = sample().working_years
ANNOUNCED_2020 = replace(
    YEARS["2020"],
    free=YEARS["2020"].free - {date(2020, 1, 31)},
    worked=YEARS["2020"].worked | {date(2020, 2, 1)},
)


def on(day: str, *, provisional: bool = False) -> DueDay:
    """Due on a day."""
    return DueDay(day=date.fromisoformat(day), provisional=provisional)


@pytest.mark.parametrize(
    ("after", "n", "due"),
    [
        ("2026-04-28", 7, "2026-05-11"),  # 29, 30; 1 to 5 May are free; 6, 7, 8, Sat 9 worked, 11
        ("2026-02-12", 7, "2026-02-28"),  # 13, Sat 14, 24 to 27, Sat 28
        ("2026-09-30", 3, "2026-10-10"),  # 8, 9, Sat 10
        ("2026-08-12", 3, "2026-08-17"),
        ("2026-08-17", 7, "2026-08-26"),
        ("2026-06-08", 10, "2026-06-23"),  # 19 June is free
        ("2020-01-20", 7, "2020-02-06"),  # the Spring Festival lasted to 2 February
    ],
)
def test_working_days_are_counted_from_the_day_after(after: str, n: int, due: str) -> None:
    """The day itself does not count; free days do not, exchanged weekend days do."""
    assert nth_working_day(date.fromisoformat(after), n, YEARS) == on(due)


def test_a_year_that_is_changed_moves_what_is_due() -> None:
    """As 2020 was first announced, seven working days from 20 January ended two days earlier."""
    announced = {**YEARS, "2020": ANNOUNCED_2020}
    assert nth_working_day(date(2020, 1, 20), 7, announced) == on("2020-02-04")


@pytest.mark.parametrize("n", [1, 7])
def test_an_independent_package_counts_the_same(n: int) -> None:
    """From every day of 2019 to the middle of 2026 the n-th working day is chinesecalendar's."""
    days = [date(2019, 1, 1) + timedelta(days=each) for each in range(2_700)]
    assert days[-1] > date(2026, 5, 1)
    mine = [nth_working_day(day, n, YEARS).day for day in days]
    assert mine == [find_workday(n - 1, day + timedelta(days=1)) for day in days]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-06-14", "2026-06-15"),  # a Sunday
        ("2026-10-01", "2026-10-08"),  # the first of seven free days
        ("2026-10-10", "2026-10-10"),  # a Saturday that is worked
        ("2026-07-10", "2026-07-10"),
    ],
)
def test_a_last_day_is_rolled_to_a_working_day(day: str, due: str) -> None:
    """A working day stays, any other becomes the first working day after it."""
    assert next_working_day(date.fromisoformat(day), YEARS) == on(due)


def test_a_term_of_months_ends_on_the_day_number() -> None:
    """On the month's last day where there is none, and never after the calendar's last day."""
    assert add_months(date(2026, 5, 11), 3) == date(2026, 8, 11)
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(9999, 5, 11), 12) == date.max


def test_a_year_that_is_not_loaded_counts_monday_to_friday_and_is_provisional() -> None:
    """The day comes, and says that it may be another one; from the first such day that counted."""
    without = {name: year for name, year in YEARS.items() if name <= "2026"}
    assert nth_working_day(date(2026, 12, 30), 1, without) == on("2026-12-31")
    assert nth_working_day(date(2026, 12, 30), 2, without) == on("2027-01-01", provisional=True)
    assert nth_working_day(date(2027, 3, 4), 7, without) == on("2027-03-15", provisional=True)
    assert next_working_day(date(2027, 3, 6), without) == on("2027-03-08", provisional=True)
    assert nth_working_day(date(2026, 5, 8), 2, {}) == on("2026-05-12", provisional=True)


def test_days_into_a_loaded_year_from_one_that_is_not_are_provisional() -> None:
    """Whatever days were counted on the way make the answer so, not only the last one."""
    assert nth_working_day(date(2018, 12, 27), 3, YEARS) == on("2019-01-02", provisional=True)


def test_who_is_late_is_never_counted_over_a_year_that_is_not_loaded() -> None:
    """The days of the loaded years have none of it, while what is due in it has its day."""
    loaded = loaded_working_days((YEARS["2026"],))
    assert {day.year for day in loaded} == {2026}
    assert len(loaded) == 261 - len(YEARS["2026"].free) + len(YEARS["2026"].worked)


def test_nothing_is_due_after_the_last_day_of_the_calendar() -> None:
    """It ends the count, whatever day of the week it is."""
    assert nth_working_day(date.max, 3, YEARS) == DueDay(day=date.max, provisional=True)
