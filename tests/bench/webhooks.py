"""
From publishing an event to a partner's web server having its directive.

`PYTHONPATH=.:tests python -P -m bench.webhooks [--rate 1000] [--seconds 10]` measures that alone,
on servers of its own: in turn with and without a poisoned directive beside the others, one line of
JSON last. `make bench` measures it among everything else.
"""

import argparse
import json
import os
import socket
import sys
import threading
import time
from asyncio import Runner
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from threading import Event

from aiohttp import web
from bench.afresh import listings
from bench.delay import Delays, delays
from bench.stack import PARTITIONS, processes, servers
from bench.traffic import Publication

from connectors.channels.settings import PartnerSettings
from streams.sending.partner_settings import write_partner
from streams.wiring.settings import Settings

PARTNER = "bank"

Take = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


def publish_to_webhook(
    settings: Settings, *, rate: int, seconds: int, first: int, poisoned: bool = False
) -> Delays:
    """
    `rate` events a second, each imposing a measure of which the bank is told by webhook.

    `poisoned`: beside them goes one directive that the bank answers with 503 each time (R14).
    """
    bootstrap = settings.bootstrap_servers
    assert bootstrap is not None
    before = list(listings(1, first))
    refused = {one.key.decode() for one in before} if poisoned else frozenset[str]()
    with _receiver(refused) as (url, came):
        write_partner(settings.keys_folder, PARTNER, PartnerSettings({"url": url}))

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
        seen(before)
        return seen(list(listings(rate * seconds - 1, first + 1)))


@contextmanager
def _receiver(refused: AbstractSet[str]) -> Iterator[tuple[str, list[tuple[float, bytes]]]]:
    """
    A web server that takes all but what names a record of `refused`; its address, and what came
    when.
    """
    came: list[tuple[float, bytes]] = []

    async def take(request: web.BaseRequest) -> web.StreamResponse:
        body = await request.read()
        came.append((time.monotonic(), body))
        poison = bool(refused) and not refused.isdisjoint(_records(body))
        return web.Response(status=503 if poison else 202)

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
        for record_no in _records(body):
            heard.setdefault(record_no, at)
    return end


def _records(body: bytes) -> list[str]:
    """The records that a directive names as its grounds."""
    return [ground["record_no"] for ground in json.loads(body)["data"].get("grounds", ())]


def main() -> None:
    """Measure in turn and print; nothing is asserted."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rate", type=int, default=1_000, help="events a second")
    given.add_argument("--seconds", type=int, default=10, help="of each measurement")
    given.add_argument("--turns", type=int, default=2)
    options = given.parse_args()
    found: dict[str, object] = {"load_before": round(os.getloadavg()[0], 1)}
    first = 0
    with servers(PARTITIONS) as settings, processes(settings, "worker", "relay", "push"):
        for turn in range(1, options.turns + 1):
            seen: list[Delays] = []
            for poisoned in (False, True):
                heard = publish_to_webhook(
                    settings,
                    rate=options.rate,
                    seconds=options.seconds,
                    first=first,
                    poisoned=poisoned,
                )
                name = f"turn_{turn}_{'beside_poisoned' if poisoned else 'alone'}"
                found |= {key: round(value, 1) for key, value in heard.told(name).items()}
                found[f"{name}_missing"] = heard.missing
                seen.append(heard)
                first += options.rate * options.seconds
            alone, beside = seen
            found[f"turn_{turn}_p99_ratio"] = round(beside.ratio_to(alone, 0.99), 2)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
