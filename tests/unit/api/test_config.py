"""How the interface is served where nobody says otherwise."""

from starlette.types import Receive, Scope, Send

from connectors.partners.bounded_http import BoundedHttp
from streams.api.serve import config_of


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that is never asked."""


def test_no_client_is_waited_for_without_end() -> None:
    """Heads, bodies, readers and connections are bounded, and nothing is upgraded out of it."""
    config = config_of(nothing)
    config.load()
    assert config.http_protocol_class is BoundedHttp
    assert config.ws_protocol_class is None
    bounds = BoundedHttp.bounds
    assert 0 < bounds.head_s <= bounds.body_s <= 60
    assert 0 < bounds.reply_s <= 60
    assert 0 < bounds.connections < 1024, "a process may open 1024 files where nobody says more"
