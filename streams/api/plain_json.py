"""What a body must be before anything looks into it: small, and plain JSON."""

from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schemas.plain_json import NotPlain, read_plain
from streams.api.problems import Turned, problem

SMALL_BYTES: Final = 64 * 1024
LARGE_BYTES: Final = 1024 * 1024


class PlainBodies:
    """Reads each request's body to its end within its limit, and lets only plain JSON pass."""

    def __init__(self, app: ASGIApp, untouched: str) -> None:
        """Paths that begin with `untouched` have rules of their own."""
        self._app = app
        self._untouched = untouched

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["path"].startswith(self._untouched):
            await self._app(scope, receive, send)
            return
        try:
            body = await _whole(scope, receive)
            if body is None:
                return
            if body:
                _check(body, Headers(scope=scope).get("content-type", ""))
        except Turned as turned:
            await problem(turned)(scope, receive, send)
            return
        await self._app(scope, _again(body, receive), send)


async def _whole(scope: Scope, receive: Receive) -> bytes | None:
    """None when the sender went before the end: what it did not finish, it did not ask."""
    limit = LARGE_BYTES if scope["path"].endswith("/records/state") else SMALL_BYTES
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limit:
            raise Turned("H1002", f"{limit} bytes are taken here.")
    return bytes(body)


def _check(body: bytes, content_type: str) -> None:
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Turned("H1005")
    try:
        read_plain(body)
    except NotPlain as why:
        raise Turned("H1001", f"The body is turned away because {why}.") from None


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read, for whoever reads it next."""
    given = False

    async def next_message() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return next_message
