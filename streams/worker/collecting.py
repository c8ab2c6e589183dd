"""
When Python looks for garbage in cycles; deciding makes no cycles.

Values of the line are frozen and point one way, so counting references frees them. The collector
would walk through every batch's values to find nothing. So it is off, and called: over what is new
when there is nothing to decide, over everything once an hour, for what the libraries leave.
"""

import gc
from dataclasses import dataclass, field
from typing import Final

#: So many new objects are looked through in a few milliseconds.
FEW_OBJECTS: Final = 20_000
#: More than these, and they are set aside unseen until the next look at everything.
MANY_OBJECTS: Final = 400_000
LOOK_AT_ALL_EVERY_S: Final = 3600.0
#: Without any leisure, so long at most.
LOOK_AT_ALL_AT_LAST_S: Final = 86_400.0


@dataclass(slots=True)
class Collecting:
    """The collector of a process that has called `begin`; before that, Python's own way holds."""

    _looked_at_s: float = field(default=0.0)

    def begin(self, now_s: float) -> None:
        """After the call nothing that lives now is looked at, and nothing by itself."""
        gc.disable()
        self._look_at_all(now_s)

    def between(self, now_s: float, *, leisure: bool) -> None:
        """Called between steps; `leisure` if there was nothing to decide."""
        if gc.isenabled():
            return
        since_s = now_s - self._looked_at_s
        if since_s > (LOOK_AT_ALL_EVERY_S if leisure else LOOK_AT_ALL_AT_LAST_S):
            self._look_at_all(now_s)
        elif leisure and gc.get_count()[0] > FEW_OBJECTS:
            gc.collect()
            gc.freeze()
        elif gc.get_count()[0] > MANY_OBJECTS:
            gc.freeze()

    def _look_at_all(self, now_s: float) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._looked_at_s = now_s
