"""How many subjects a webhook partner is told of before it is asked again what is most urgent."""

from dataclasses import dataclass
from typing import Final

#: With a slow partner few, so that a lift decided meanwhile waits for few attempts.
FEWEST: Final = 16
#: With a quick one more, since a claim costs what several attempts do.
MOST: Final = 128
#: A lift may wait so long for what was claimed before it.
QUICK_S: Final = 0.25


@dataclass(slots=True)
class Pace:
    """`streams`: claimed at a time; twice as many after a quick step, the fewest after another."""

    streams: int = FEWEST

    @property
    def marked(self) -> int:
        """So many are pushed before the taken ones are marked: killed, they are told again."""
        return max(FEWEST // 2, self.streams // 4)

    def took(self, step_s: float) -> None:
        """A step took so long."""
        self.streams = min(MOST, 2 * self.streams) if step_s < QUICK_S else FEWEST
