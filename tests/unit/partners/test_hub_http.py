"""What a partner makes of replies at the hub's address that are none of the hub's."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from connectors.partners import hub_http
from connectors.partners.answer import Answer, Result
from connectors.partners.full_list import FullList
from connectors.partners.hub_http import HubAway, HubHttp

OWN = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ANSWER = Answer(directive_id=UUID(int=1), result=Result.EXECUTED)
ASKING: list[Callable[[HubHttp], object]] = [
    lambda hub: hub.answer(ANSWER),
    HubHttp.full_list,
    lambda hub: hub.list_of([UUID(int=1)]),
    HubHttp.public_keys,
    lambda hub: hub.schema(1),
]


@contextmanager
def _at(status: int, pieces: Sequence[bytes], between_s: float = 0.0) -> Iterator[HubHttp]:
    class Saying(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            with suppress(ConnectionError):  # whoever asked has gone
                self.send_response(status)
                self.end_headers()
                for piece in pieces:
                    self.wfile.write(piece)
                    time.sleep(between_s)

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Saying) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        with HubHttp(f"http://127.0.0.1:{server.server_address[1]}", "bank", OWN) as hub:
            yield hub
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("asked", ASKING)
@pytest.mark.parametrize(
    ("status", "body"), [(200, b"<html>back soon</html>"), (200, b"{}"), (202, b"[]"), (204, b"")]
)
def test_a_reply_that_is_none_of_the_hubs_is_a_hub_that_is_away(
    asked: Callable[[HubHttp], object], status: int, body: bytes
) -> None:
    """A proxy's page with 200 has taken no answer and tells no list: it is asked again."""
    with _at(status, [body]) as hub, pytest.raises(HubAway, match="not from the hub"):
        asked(hub)


def test_an_answer_is_given_once_the_hub_says_where_it_stands() -> None:
    """As the hub replies."""
    with _at(202, [b'{"topic": "feedback.bank", "partition": 0, "offset": 4711}']) as hub:
        hub.answer(ANSWER)


def test_a_full_list_that_comes_piece_by_piece_is_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A list of 200,000 takes longer than anything else, and never long for its next piece."""
    monkeypatch.setattr(hub_http, "TIMEOUT_S", 0.5)
    pieces = [b'{"directives": [', *[b" "] * 8, b'], "told_through": {', b"}}"]
    with _at(200, pieces, between_s=0.1) as hub:
        assert hub.full_list() == FullList(told_through={})


def test_a_full_list_that_breaks_off_is_a_hub_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither half a list nor one that stands still is taken for the whole."""
    for half in (b'{"directives": [', b'{"directives": [], "told_through": {'):
        with _at(200, [half]) as hub, pytest.raises(HubAway, match="not from the hub"):
            hub.full_list()
    monkeypatch.setattr(hub_http, "TIMEOUT_S", 0.2)
    pieces = [b'{"directives": [', b"]}"]
    with _at(200, pieces, between_s=1.0) as hub, pytest.raises(HubAway, match="ReadTimeout"):
        hub.full_list()


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "hub.example", "", "http://", "http://[::1"])
def test_an_address_that_is_none_is_told_at_once(address: str) -> None:
    """Else it would look for ever as if the hub were away."""
    with pytest.raises(ValueError, match="S1002 the hub's address is http://"):
        HubHttp(address, "bank", OWN)
