"""When the day may advance, as a function of clock, day and an operator's word (R16)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from streams.wiring.clock import Clock, start_of
from streams.worker.days import DayStopped, check_skew, next_day

DAY = date(2026, 6, 1)


def clock_at(moment: datetime, starts_on: date | None = None) -> Clock:
    """A clock that stands."""
    return Clock(now=lambda: moment, starts_on=starts_on)


def after(days: int) -> Clock:
    """A clock so many days after the day, at nine."""
    return clock_at(start_of(DAY + timedelta(days=days)) + timedelta(hours=9))


def test_a_day_that_lasts_has_no_next() -> None:
    """Within the day, and when the clock goes back, nothing comes next."""
    assert next_day(DAY, after(0), None) is None
    assert next_day(DAY, after(-3), None) is None


@pytest.mark.parametrize("days", [1, 2, 7])
def test_a_gap_of_a_week_is_walked(days: int) -> None:
    """Up to seven days each comes by itself, the next one first."""
    coming = next_day(DAY, after(days), None)
    assert coming is not None
    assert coming.day == DAY + timedelta(days=1)
    assert not coming.covered


def test_a_longer_gap_stops() -> None:
    """Eight days are too many without a word, and the sentence names both days."""
    with pytest.raises(DayStopped, match=r"2026-06-01.*2026-06-09.*hub tick --through"):
        next_day(DAY, after(8), None)


def test_a_word_covers_its_own_days_and_no_more() -> None:
    """Told through a day in the middle of the gap, the line comes to that day and stops again."""
    through = DAY + timedelta(days=30)
    coming = next_day(through - timedelta(days=1), after(300), through)
    assert coming is not None
    assert (coming.day, coming.covered) == (through, True)
    with pytest.raises(DayStopped):
        next_day(through, after(300), through)


def test_an_old_word_does_not_cover_a_new_gap() -> None:
    """What an operator allowed once does not count after that day."""
    with pytest.raises(DayStopped):
        next_day(DAY, after(8), DAY)


def test_the_hour_begins_when_the_hub_can_read() -> None:
    """A hub that comes up an hour and a half after midnight waits for an hour from then."""
    coming = next_day(DAY, after(1), None)
    assert coming is not None
    up = coming.midnight + timedelta(minutes=90)
    assert not coming.overdue(up, up + timedelta(minutes=59))
    assert coming.overdue(up, up + timedelta(minutes=61))
    early = coming.midnight - timedelta(minutes=1)
    assert coming.overdue(early, coming.midnight + timedelta(minutes=61))


def test_a_manual_clock_goes_where_it_is_told() -> None:
    """However far the real one is: from the first day to the day of the command, one by one."""
    manual = clock_at(datetime(2031, 1, 1, tzinfo=UTC), starts_on=DAY)
    first = next_day(None, manual, None)
    assert first is not None
    assert first.day == DAY
    assert next_day(DAY, manual, None) is None
    coming = next_day(DAY, manual, DAY + timedelta(days=400))
    assert coming is not None
    assert coming.day == DAY + timedelta(days=1)
    assert next_day(DAY, manual, DAY) is None


def test_clocks_apart_stop_the_day() -> None:
    """Five seconds are borne, more are not, whichever clock is ahead."""
    now = datetime(2026, 6, 2, tzinfo=UTC)
    check_skew(clock_at(now), now + timedelta(seconds=5))
    for seconds in (6, -6):
        with pytest.raises(DayStopped, match="6 s apart"):
            check_skew(clock_at(now), now + timedelta(seconds=seconds))
