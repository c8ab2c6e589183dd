"""Which faults strike, in which order: from a seed."""

import random
from collections.abc import Collection, Sequence

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
    "database cut",
    "database stalled",
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
    "broker cut",
    "broker disk full",
    "database disk full",
    "database silent",
    "database lost",
)
#: What takes messages away for good comes last, in a run that has room for every kind.
LAST = ("log truncated", "topic made anew")
#: What needs a disk of its own.
DISK = frozenset({"broker disk full", "database disk full"})


def planned(
    seed: int, count: int, without: Collection[str] = (), only: Collection[str] = ()
) -> Sequence[str]:
    """
    `count` kinds but for those `without`, of which the last are of `LAST` if there is room.

    Where there are some `only` these, as often as it takes.

    >>> planned(1, 27)[-2:] == LAST, set(LAST) & set(planned(1, 26))
    (True, set())
    """
    if only:
        others = {*FIRST, *THEN} - {*only}
        return drawn(seed, count, {*without, *others}) if {*only} - {*without} else ()
    if count < len(FIRST) + len(THEN) + len(LAST):
        return drawn(seed, count, without)
    return (*drawn(seed, count - len(LAST), without), *LAST)


def drawn(seed: int, count: int, without: Collection[str] = ()) -> Sequence[str]:
    """
    `count` kinds; none comes again before all have come, those of `FIRST` come first.

    >>> sorted(drawn(1, len(FIRST))) == sorted(FIRST), drawn(1, 3) == drawn(1, 3)
    (True, True)
    """
    chance = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        for group in (FIRST, THEN):
            found += [kind for kind in chance.sample(group, len(group)) if kind not in without]
    return found[:count]
