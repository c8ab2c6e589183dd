"""
What a body must be before anything looks into it: small, and JSON that means one thing only.

No duplicate names, no NaN or infinity, no integer that a double cannot hold (RFC 7493), no lone
surrogates, no deep nesting: parsers disagree about each of them.
"""

import json
import math
import re
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.wiring.api.problems import Turned, problem

DEEPEST: Final = 32
LARGEST_INTEGER: Final = 2**53 - 1
SMALL_BYTES: Final = 64 * 1024
LARGE_BYTES: Final = 1024 * 1024
#: Takes back nothing, and takes a text without an end to the end: each byte is looked at once.
_TEXT: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")


class NotPlain(ValueError):
    """A text is not the JSON that is taken; the words say why and repeat nothing of it."""


def read_plain(body: bytes) -> object:
    """The value of a JSON text; raises `NotPlain`."""
    _check_depth(body)
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_float,
        )
    except NotPlain:
        raise
    except UnicodeDecodeError:
        raise NotPlain("the text is not UTF-8") from None
    except (ValueError, RecursionError):
        raise NotPlain("the text is not JSON") from None
    if b"\\u" in body:
        _check_surrogates(value)
    return value


def _check_depth(body: bytes) -> None:
    depth = 0
    for bracket in _BRACKET.finditer(_TEXT.sub(b"", body)):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth > DEEPEST:
            raise NotPlain(f"it is nested more than {DEEPEST} deep")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotPlain("a name stands twice in one object")
    return found


def _constant(_: str) -> object:
    raise NotPlain("NaN and infinity are no JSON")


def _integer(digits: str) -> int:
    if len(digits) > len(str(LARGEST_INTEGER)) + 1 or abs(int(digits)) > LARGEST_INTEGER:
        raise NotPlain("an integer is beyond what every reader holds exactly")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotPlain("a number is too large")
    return number


def _check_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise NotPlain("half of a surrogate pair stands alone") from None


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
