"""From publishing an event to a partner's web server having its directive."""

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event
from typing import Any

from bench.afresh import listings
from bench.delay import Delays, delays
from bench.traffic import Publication

from streams.wiring.sending.partner_settings import PartnerSettings, write_partner
from streams.wiring.settings import Settings

PARTNER = "bank"


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

    class Taking(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            came.append((time.monotonic(), body))
            self.send_response(202)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = socket.SOMAXCONN

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A sender that cuts a connection which it kept open is no fault."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)

    server = Server(("127.0.0.1", 0), Taking)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/directives", came
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


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
