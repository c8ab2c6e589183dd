"""Which faults strike, in which order: from a seed."""

import random
from collections.abc import Sequence

#: Every way in which the line can be struck; a run of few faults has these.
FIRST = (
    "worker killed",
    "worker stopped",
    "relay killed",
    "push killed",
    "API killed",
    "broker killed",
    "database killed",
    "sessions cut",
    "two relays",
    "partner forgets",
)
THEN = (
    "relay stopped",
    "push stopped",
    "API stopped",
    "broker stopped",
    "partner down",
    "partner slow",
    "partner cuts",
    "partner killed",
)


def drawn(seed: int, count: int) -> Sequence[str]:
    """
    `count` kinds; none comes again before all have come, the first ten are of `FIRST`.

    >>> sorted(drawn(1, 10)) == sorted(FIRST), drawn(1, 3) == drawn(1, 3)
    (True, True)
    """
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        for group in (FIRST, THEN):
            found += chance.sample(group, len(group))
    return found[:count]
