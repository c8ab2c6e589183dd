"""
The clock: real time, and the day of Asia/Shanghai the hub goes by (D15, R16).

Only a data folder that was made with a manual clock has one. It gives the day; signatures, claims
and everything else that is compared with another machine's time always use real time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from streams.accept.dates import SHANGHAI, day_of
from streams.wiring.failures import CannotRun

#: How far the machine's clock and PostgreSQL's may be apart (R16).
LARGEST_SKEW: Final = timedelta(seconds=5)
#: The file of a data folder that makes its clock a manual one: the first day, as a date.
MANUAL_CLOCK: Final = "manual-clock"


def start_of(day: date) -> datetime:
    """The first moment of a day of Asia/Shanghai."""
    return datetime.combine(day, time.min, SHANGHAI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """`now`: real time, aware. `starts_on`: the first day of a manual clock, None without one."""

    now: Callable[[], datetime]
    starts_on: date | None = None

    @property
    def manual(self) -> bool:
        """Whether days advance only by `hub tick`, from `starts_on`."""
        return self.starts_on is not None

    def today(self) -> date:
        """The day of Asia/Shanghai by real time."""
        return day_of(self.now())


def clock_of(data: Path) -> Clock:
    """The machine's clock; a data folder made with a manual clock says on which day that began."""
    first = manual_clock(data)
    starts_on = date.fromisoformat(first) if first else None
    return Clock(now=lambda: datetime.now(UTC), starts_on=starts_on)


def manual_clock(data: Path) -> str:
    """The first day of a data folder's manual clock as a date's text, "" without one."""
    file = data / MANUAL_CLOCK
    return file.read_text("ascii").strip() if file.exists() else ""


def set_manual_clock(data: Path, first: date) -> None:
    """
    Make a data folder one with a manual clock that begins on `first`.

    Only for a folder without data; the same first day again changes nothing.
    """
    if manual_clock(data) == first.isoformat():
        return
    if data.exists() and any(data.iterdir()):
        raise CannotRun(
            f"{data} was made without this manual clock. A manual clock is chosen once, with a new "
            "data folder: name one with --data."
        )
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / MANUAL_CLOCK).write_text(f"{first.isoformat()}\n", "ascii")
