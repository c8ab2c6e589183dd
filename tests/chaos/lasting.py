"""What a fault is, and how long one lasts that has a length of its own."""

import random
import time
from collections.abc import Callable
from typing import Final

from chaos.city import City

#: It strikes, waits until the city works again, and says how many seconds that took.
Fault = Callable[[City, random.Random], float]
#: How long what lasts lasts, in seconds.
LASTS_S: Final = (2.0, 5.0)


def lasting(chance: random.Random) -> None:
    """The fault lasts so long: no condition says when it ends."""
    time.sleep(chance.uniform(*LASTS_S))
