"""
The oracle: pool and measures recomputed from the whole set of accepted events.

Of the line's code it uses the dataclasses only. It is written to be read beside the rules
of state (R1 to R10, R21 to R23 and R30 are cited where they act) and takes all the time it wants:
everything is found by looking through everything. Start with `state.py`; what is particular to a
kind of event stands in `kinds/`.
"""

from oracle.due import Held, Refusal
from oracle.loads import made_stricter
from oracle.pool import ToldFact
from oracle.state import PoolRow, State, recompute
from oracle.world import Load, World

__all__ = [
    "Held",
    "Load",
    "PoolRow",
    "Refusal",
    "State",
    "ToldFact",
    "World",
    "made_stricter",
    "recompute",
]
