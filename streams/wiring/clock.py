"""
The clock: real time, and the day of Asia/Shanghai the hub goes by (D15, R16).

A manual clock exists only in a data folder made with it. It gives the day; signatures, claims and
everything else that is compared with another machine's time always use real time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

#: 北京时间 has had no daylight saving since 1991, and the hub judges no earlier clock time.
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def day_of(moment: datetime) -> date:
    """The day of Asia/Shanghai on which an aware moment lies."""
    return moment.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first moment of a day of Asia/Shanghai."""
    return datetime.combine(day, time.min, SHANGHAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`now`: real time, aware. `manual`: whether days advance only by `hub tick`."""

    now: Callable[[], datetime]
    manual: bool = False

    def today(self) -> date:
        """The day of Asia/Shanghai by real time."""
        return day_of(self.now())


def system_clock(*, manual: bool = False) -> Clock:
    """The machine's clock."""
    return Clock(now=lambda: datetime.now(UTC), manual=manual)
