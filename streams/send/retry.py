"""When a failed attempt is made again: without end, with growing waits (R14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

#: No wait between two attempts is longer, not even one that the partner asks for.
LONGEST_WAIT: Final = timedelta(hours=1)
#: So many failures in a row are an alarm; attempts go on.
ALARM_AFTER: Final = 10


def has_come(moment: datetime, now: datetime, longest: timedelta = LONGEST_WAIT) -> bool:
    """
    Whether the time of an attempt, or the end of a time to answer, has come.

    What waits for longer than the longest wait was set by a clock that was wrong, and waits no
    more.
    """
    return not now < moment <= now + longest


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """
    Waits between attempts: from `first_s`, `factor` times longer each time, at most `longest_s`.

    The longest is short enough that a lift reaches a partner within five minutes of its return.
    """

    first_s: float = 1.0
    factor: float = 3.0
    longest_s: float = 240.0

    def wait_s(self, failures: int, chance: float) -> float:
        """
        Seconds to wait after the `failures`-th failure in a row; `chance` from 0 to 1 is jitter.

        >>> [Schedule().wait_s(n, 1.0) for n in (1, 2, 3, 9)]
        [1.0, 3.0, 9.0, 240.0]
        """
        steps = min(failures - 1, 30)
        full = min(self.longest_s, self.first_s * self.factor**steps)
        return full * (0.5 + chance / 2)
