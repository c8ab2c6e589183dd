"""While a condition lasts, the log repeats its line only once a minute."""

import time
from dataclasses import dataclass
from typing import Final

EVERY_S: Final = 60.0


@dataclass(slots=True)
class Seldom:
    """One matter of a log."""

    _said_at_s: float = -EVERY_S

    def now(self) -> bool:
        """Whether to say it now; if so it counts as said."""
        if time.monotonic() - self._said_at_s <= EVERY_S:
            return False
        self._said_at_s = time.monotonic()
        return True
