"""From publishing an event to a partner's web server having its directive."""

import json
import socket
import threading
import time
from asyncio import Runner
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event

from aiohttp import web
from bench.afresh import listings
from bench.delay import Delays, delays
from bench.traffic import Publication

from connectors.channels.settings import PartnerSettings
from streams.wiring.sending.partner_settings import write_partner
from streams.wiring.settings import Settings

PARTNER = "bank"

Take = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def publish_to_webhook(settings: Settings, *, rate: int, seconds: int, first: int) -> Delays:
    """`rate` events a second, each imposing a measure of which the bank is told by webhook."""
    bootstrap = settings.bootstrap_servers
    assert bootstrap is not None
    with _receiver() as (url, came):
        write_partner(settings.keys_folder, PARTNER, PartnerSettings(url=url))

        def seen(told: Sequence[Publication]) -> Delays:
            wanted = {one.key.decode() for one in told}
            return delays(
                bootstrap,
                told,
                rate,
                wanted,
                lambda give_up: _hear(came, wanted, give_up),
            )

        # The connector looks for a new address once a second: that is no delay of a directive.
        seen(list(listings(1, first)))
        return seen(list(listings(rate * seconds - 1, first + 1)))


@contextmanager
def _receiver() -> Iterator[tuple[str, list[tuple[float, bytes]]]]:
    """A web server that says yes to everything; its address, and what came when."""
    came: list[tuple[float, bytes]] = []

    async def take(request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        came.append((time.monotonic(), body))
        return web.Response(status=202)

    with socket.create_server(("127.0.0.1", 0)) as listening, Runner() as loop:
        server = loop.run(_serving(take, listening))
        serving = threading.Thread(target=loop.get_loop().run_forever)
        serving.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/directives", came
        finally:
            loop.get_loop().call_soon_threadsafe(loop.get_loop().stop)
            serving.join()
            loop.run(server.cleanup())


async def _serving(take: Take, listening: socket.socket) -> web.ServerRunner:
    server = web.ServerRunner(web.Server(take))
    await server.setup()
    await web.SockSite(server, listening).start()
    return server


def _hear(came: list[tuple[float, bytes]], wanted: set[str], give_up: Event) -> Mapping[str, float]:
    """When each record was first named as a ground."""
    heard: dict[str, float] = {}
    looked_at = 0
    while wanted - heard.keys() and not give_up.is_set():
        if len(came) - looked_at < len(wanted - heard.keys()):
            time.sleep(0.05)
            continue
        looked_at = _note(came, looked_at, heard)
    _note(came, looked_at, heard)
    return heard


def _note(came: list[tuple[float, bytes]], begin: int, heard: dict[str, float]) -> int:
    """Take in what came from `begin` on; how much there is."""
    end = len(came)
    for at, body in came[begin:end]:
        for ground in json.loads(body)["data"].get("grounds", ()):
            heard.setdefault(ground["record_no"], at)
    return end
