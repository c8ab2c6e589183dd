"""A request whose sender goes before its end has not been asked."""

import asyncio
from collections.abc import Iterator

import pytest
from starlette.types import Message, Receive, Scope, Send

from streams.api.plain_json import PlainBodies

SCOPE: Scope = {
    "type": "http",
    "method": "POST",
    "path": "/departments/tax/events",
    "headers": [(b"content-type", b"application/json")],
}


@pytest.mark.parametrize("last", [{"type": "http.disconnect"}, {"type": "http.request"}])
def test_a_body_cut_short_reaches_nobody(last: Message) -> None:
    """Also when what came of it is JSON by itself; the same bytes to their end do reach it."""
    asked: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked.append(await receive())

    coming: Iterator[Message] = iter(
        [{"type": "http.request", "body": b'{"events": []}', "more_body": True}, last]
    )

    async def receive() -> Message:
        return next(coming)

    async def send(message: Message) -> None:
        pytest.fail(f"nobody is there for {message}")

    asyncio.run(PlainBodies(app, untouched="/registry")(SCOPE, receive, send))
    finished = last["type"] == "http.request"
    assert [one["body"] for one in asked] == ([b'{"events": []}'] if finished else [])
