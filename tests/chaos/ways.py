"""
Faults of the way to a server: what the proxy before it can do to every connection at once.

Cut, both sides are told. Silent, neither is: what either sends is acknowledged and goes nowhere, as
behind a device between two machines that has forgotten them. Then only whoever waits for an
answer, and no longer than is sensible, finds out.
"""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from signal import SIGTERM

from support.hub_process import processes_of

from chaos.city import City
from chaos.lasting import Fault, lasting
from chaos.proxy import Proxy
from chaos.recovery import goes_on_everywhere, takes_and_decides
from chaos.watching import CAME_FROM


def broker_cut(city: City, chance: random.Random) -> float:
    """Every connection with the broker is reset, and none is let in for a while."""
    if not city.to_broker.connections:
        before, _ = city.strike(lambda: city.pid("broker"), SIGTERM)
        city.another_serves("broker", before)
    city.await_that("clients go through the proxy", lambda: city.to_broker.connections > 1)
    city.to_broker.cut()
    lasting(chance)
    at = datetime.now(UTC)
    city.to_broker.admit()
    return takes_and_decides(city, at)


def database_cut(city: City, chance: random.Random) -> float:
    """Every connection of the hub with its database is reset, and none is let in for a while."""
    _await_detour(city)
    city.to_database.cut()
    lasting(chance)
    at = datetime.now(UTC)
    city.to_database.admit()
    return goes_on_everywhere(city, at)


def database_stalled(city: City, chance: random.Random) -> float:
    """No byte goes either way between hub and database for a while; then all of it goes on."""
    _await_detour(city)
    city.to_database.fall_silent()
    lasting(chance)
    at = datetime.now(UTC)
    city.to_database.flow()
    return goes_on_everywhere(city, at)


def database_silent(then: Callable[[Proxy], None]) -> Fault:
    """The same for longer than the worker that decides waits for an answer; `then` it ends."""

    def strike(city: City, chance: random.Random) -> float:
        _await_detour(city)
        holder = city.holder()
        city.to_database.fall_silent()
        try:
            city.await_that(
                "the worker that decided gives up a session on which nobody answers",
                lambda: holder not in processes_of(city.up.data),
            )
            lasting(chance)
        finally:
            at = datetime.now(UTC)
            then(city.to_database)
        return goes_on_everywhere(city, at)

    return strike


def cut_and_admit(proxy: Proxy) -> None:
    """What was held is lost, both sides are told, and whoever comes is let in."""
    proxy.cut()
    proxy.admit()


def _await_detour(city: City) -> None:
    """A proxy that is passed by strikes nobody: every session of the hub goes through it."""

    def through() -> bool:
        came_from = {port for (port,) in city.watch.rows(CAME_FROM)}
        return bool(came_from) and came_from <= city.to_database.ways

    city.await_that("every session of the hub goes through the proxy", through)
