"""When the day may advance (R16). Only a tick entry advances it; each is one day further."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from streams.wiring.clock import LARGEST_SKEW, Clock, start_of
from streams.wiring.failures import CannotRun

LONGEST_GAP: Final = timedelta(days=7)
LONGEST_WAIT: Final = timedelta(minutes=60)
ONE_DAY: Final = timedelta(days=1)


class DayStopped(CannotRun):
    """The day does not advance by itself; an operator must say through when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDay:
    """
    The day that may come next, once the inputs of the day before are decided.

    `covered`: a command said through when, so that neither gap nor skew stops it.
    """

    day: date
    midnight: datetime
    covered: bool

    def overdue(self, asked_at: datetime, now: datetime) -> bool:
        """
        Whether the inputs of the day before were waited for long enough.

        `asked_at`: when this process began to wait. A hub that comes up after midnight first reads
        what was published before it, however late it is.
        """
        return now - max(self.midnight, asked_at) > LONGEST_WAIT


def next_day(day: date | None, clock: Clock, allowed_through: date | None) -> NextDay | None:
    """
    The next day to tick to, None while the present one lasts.

    `allowed_through`: a command's word. On a manual clock only that counts. A gap of more than
    seven days raises `DayStopped` but for the days the command covers.
    """
    today = clock.today()
    goal = (allowed_through or clock.starts_on) if clock.manual else today
    if day is None:
        return _next(clock.starts_on or today, allowed_through)
    if goal is None or goal <= day:
        return None
    covered = allowed_through is not None and day < allowed_through
    if goal - day > LONGEST_GAP and not covered and not clock.manual:
        raise DayStopped(
            f"The hub's last day is {day.isoformat()} and today is {goal.isoformat()}. Nothing is "
            "lifted or imposed over such a gap by itself. When the clock is right, run: "
            f"hub tick --through {goal.isoformat()} --by YOU --because WHY"
        )
    return _next(day + ONE_DAY, allowed_through)


def check_skew(clock: Clock, database_now: datetime) -> None:
    """Raise `DayStopped` if this machine's clock and PostgreSQL's are more than 5 s apart."""
    skew = abs(clock.now() - database_now)
    if skew > LARGEST_SKEW:
        raise DayStopped(
            f"This machine's clock and the database's are {skew.total_seconds():.0f} s apart. "
            "Set both by the same time server: the day then advances by itself. To go on as they "
            f"are: hub tick --through {clock.today().isoformat()} --by YOU --because WHY"
        )


def _next(day: date, allowed_through: date | None) -> NextDay:
    covered = allowed_through is not None and day <= allowed_through
    return NextDay(day=day, midnight=start_of(day), covered=covered)
