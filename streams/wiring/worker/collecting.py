"""
How often Python looks for garbage in cycles, of which deciding makes none.

Values of the line are frozen and point one way, so counting references frees them. The collector
would walk through every batch's values several times to find nothing: a quarter of the worker's
time. It still runs, for what the libraries leave in cycles.
"""

import gc
from typing import Final

#: More objects than two batches hold, so that it starts only when something truly grows.
YOUNG_OBJECTS: Final = 400_000


def collect_rarely() -> None:
    """After the call the process spends next to nothing on it; called once, when it has begun."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 10, 10)
