"""How many subjects a webhook partner is told of before it is asked again what is most urgent."""

from dataclasses import dataclass
from typing import Final

#: With a slow partner few, so that a lift decided meanwhile waits for few attempts.
FEWEST: Final = 16
#: With a quick one more, since a claim costs what several attempts do.
MOST: Final = 128
#: A lift may wait so long for what was claimed before it.
WAIT_S: Final = 0.25
#: A step is to take half of that, since the next may be claimed while it is pushed.
STEP_S: Final = WAIT_S / 2


@dataclass(slots=True)
class Pace:
    """
    `streams`: claimed at a time; as many as a step has time for, at most twice as many as before.

    `quick`: the last step took no longer than a lift may wait. Then the next is claimed meanwhile.
    """

    streams: int = FEWEST
    quick: bool = False

    @property
    def marked(self) -> int:
        """How many are pushed before those taken are marked; a killed process sends them again."""
        return max(FEWEST // 2, self.streams // 4)

    def took(self, step_s: float) -> None:
        """Remember how long a step took."""
        fitting = int(self.streams * STEP_S / step_s)
        self.streams = max(FEWEST, min(MOST, 2 * self.streams, fitting))
        self.quick = step_s < WAIT_S
