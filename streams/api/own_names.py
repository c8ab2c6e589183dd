"""
The names the interface answers to: those of the loopback, where alone it listens.

A page in a browser on this machine may have had its own name turned to 127.0.0.1 (DNS rebinding).
Its requests come from the loopback then, and the browser gives it the replies; only the name that
the request is for tells them from others.
"""

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from streams.api.problems import Turned, problem

_OWN: Final = re.compile(r"(?:(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]{1,5})?)?", re.IGNORECASE)


class OwnNames:
    """Lets a request pass that is for the loopback, or says for no host (HTTP/1.0)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "http":
            hosts = Headers(scope=scope).getlist("host")
            if not all(_OWN.fullmatch(host) for host in hosts):
                await problem(Turned("H1006"))(scope, receive, send)
                return
        await self._app(scope, receive, send)
