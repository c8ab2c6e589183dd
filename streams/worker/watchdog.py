"""
The watchdog (R20): a worker that makes no progress and raises no error must not look healthy.

It looks on while the broker answers; during an outage, or while the day is stopped, nothing can
move and nothing is concluded from it. It runs beside the deciding thread, so that it sees one that
hangs in the middle of an entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from streams.store.topics import Place
from streams.wiring.failures import CannotRun

#: Positions that stand still for so long while there is something to read mean a stuck worker.
PATIENCE_S: Final = 120.0
LOOK_EVERY_S: Final = 15.0


class Stalled(CannotRun):
    """Messages wait, the broker answers, and no position has moved: only a new start helps."""


@dataclass(slots=True)
class Watchdog:
    """Remembers since when the positions have stood where they stand."""

    patience_s: float = PATIENCE_S
    every_s: float = LOOK_EVERY_S
    _seen: tuple[Mapping[Place, int], int | None] = field(default=({}, None))
    _since_s: float | None = None

    def rest(self) -> None:
        """Ignore the time until the next look."""
        self._since_s = None

    def look(
        self, positions: Mapping[Place, int], *, behind: bool, entry: int | None, now_s: float
    ) -> None:
        """
        Raise `Stalled` if something is to be done and nothing moved for too long.

        `behind`: something is to be read. `entry`: the last one while others are being decided,
        which need not move a position; None while none is.
        """
        seen, waits = (dict(positions), entry), behind or entry is not None
        if self._since_s is None or not waits or seen != self._seen:
            self._seen, self._since_s = seen, now_s
        elif now_s - self._since_s > self.patience_s:
            raise Stalled(
                f"Messages wait and nothing was decided for {now_s - self._since_s:.0f} s, though "
                "the broker answers. This worker ends, so that a new one takes over."
            )
