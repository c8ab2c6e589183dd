"""Which calls fail: all of them, or a sample that leaves out no statement."""

from collections import defaultdict
from random import Random
from typing import Final

from faults.calls import Calls, Fault, When
from faults.connection import statement_names

#: Calls whose effect is seen outside the transaction: a sample has them fail both ways.
SEEN_OUTSIDE: Final = ("COMMIT", "PRODUCE", "POST")


def every(calls: Calls, step: int = 1) -> list[Fault]:
    """Each call, or each `step`-th, before and after."""
    chosen = list(calls.numbered())[::step]
    return [Fault(name=name, nth=nth, when=when) for name, nth in chosen for when in When]


def sample(calls: Calls, seed: int) -> list[Fault]:
    """
    One call of each statement, drawn by `seed`, failing before or after.

    What is no statement with a name is drawn for each component; what is seen outside, both ways.
    """
    chance, alike = Random(seed), defaultdict(list)
    named = set(statement_names().values())
    for name, nth in calls.numbered():
        what = what_of(name)
        alike[what if what in named else name].append((name, nth))
    faults = []
    for found in alike.values():
        name, nth = chance.choice(found)
        both = what_of(name).startswith(SEEN_OUTSIDE)
        ways = list(When) if both else [chance.choice(list(When))]
        faults += [Fault(name=name, nth=nth, when=when) for when in ways]
    return faults


def last(calls: Calls, what: str, count: int, when: When) -> list[Fault]:
    """The last calls that are this, of whatever component."""
    found = [(name, nth) for name, nth in calls.numbered() if name.endswith(what)]
    return [Fault(name=name, nth=nth, when=when) for name, nth in found[-count:]]


def what_of(name: str) -> str:
    """A call's name without its component."""
    return name.partition(": ")[2]
