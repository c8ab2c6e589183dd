"""Thresholds of the brake: a median of twenty working days, a factor, a floor (R32)."""

from datetime import date, timedelta
from statistics import median

from hypothesis import given
from hypothesis import strategies as st
from support.catalogues import sample

from schemas.catalogue.calendar import last_working_days
from streams.line.brake import FLOOR, threshold

NUMBERS = st.lists(st.integers(0, 10_000), min_size=20, max_size=20)


@given(usual=NUMBERS, factor=st.integers(1, 50), number=st.integers(0, 100_000))
def test_a_number_is_above_the_threshold_as_by_the_exact_median(
    usual: list[int], factor: int, number: int
) -> None:
    """Whole thresholds hold just what the larger of the floor and N times the median holds."""
    assert (number > threshold(usual, factor)) == (number > max(FLOOR, factor * median(usual)))


def test_a_median_between_two_numbers_is_multiplied_first() -> None:
    """Ten days of 30 and ten of 31: three times 30.5 is 91, one half left over."""
    assert threshold([30] * 10 + [31] * 10, 3) == 91


def test_ten_days_without_any_pull_the_median_down() -> None:
    """Of a source that sends 40 on every second working day the median is 20."""
    assert threshold([0, 40] * 10, 5) == 100


def test_free_days_are_passed_over_and_exchanged_ones_counted() -> None:
    """Before 12 January 2026: the Sunday that was worked is among the last, New Year is not."""
    years = sample().working_years
    found = last_working_days(date(2026, 1, 12), 7, years)
    assert found[0] == date(2025, 12, 31)
    assert found[1] == date(2026, 1, 4)
    assert found[-1] == date(2026, 1, 9)


def test_a_year_that_is_not_loaded_counts_mondays_to_fridays() -> None:
    """Twenty working days are four whole weeks, none of them on a weekend."""
    found = last_working_days(date(2026, 6, 1), 20, {})
    assert found[0] == date(2026, 6, 1) - timedelta(weeks=4)
    assert all(day.weekday() < 5 for day in found)
    assert list(found) == sorted(set(found))
