"""Which partners are a sender's own: a task for each, as long as the catalogue says so."""

import asyncio
from collections.abc import Callable, Coroutine

#: The task of each partner that is served now.
Served = dict[str, asyncio.Task[None]]


def follow(
    own: frozenset[str],
    served: Served,
    tasks: asyncio.TaskGroup,
    serve: Callable[[str], Coroutine[None, None, None]],
) -> None:
    """Begin to serve whoever has come, and end with whoever is gone; both at once."""
    for partner in sorted(own - served.keys()):
        served[partner] = tasks.create_task(serve(partner))
    for partner in sorted(served.keys() - own):
        served.pop(partner).cancel()
