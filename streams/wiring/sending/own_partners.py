"""Which partners are a sender's own: a task for each, as long as the catalogue says so."""

import asyncio
from collections.abc import Callable, Coroutine

from schemas.catalogue.model import Catalogue, Channel

#: The task of each partner that is served now.
Served = dict[str, asyncio.Task[None]]


def told_by(channel: Channel, catalogue: Catalogue) -> frozenset[str]:
    """The partners whom the catalogue tells by this channel."""
    return frozenset(
        partner.id for partner in catalogue.partners.values() if partner.channel is channel
    )


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
