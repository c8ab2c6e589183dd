"""A partner's web server that cannot take some directives, and notes each attempt."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from uuid import UUID

from connectors.channels.webhook import TIMEOUT_S

#: Nothing is replied, and the connection is reset; nothing is replied, for longer than is waited.
RESET: Final = "reset"
SILENT: Final = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is replied: a status, `RESET` or `SILENT`; `retry_after_s` stands in the header."""

    what: int | str
    retry_after_s: int | None = None


TAKEN: Final = Reply(what=204)


@dataclass(slots=True)
class ChoosyPartner:
    """`replies`: to some directives; all others get `otherwise`."""

    url: str = ""
    replies: dict[UUID, Reply] = field(default_factory=dict)
    otherwise: Reply = TAKEN
    attempts: list[tuple[float, UUID]] = field(default_factory=list)

    def tried(self) -> Counter[UUID]:
        """How often each directive was tried."""
        return Counter(directive for _, directive in list(self.attempts))

    def reply_to(self, directive: UUID) -> Reply:
        """Note an attempt; what is replied to it."""
        self.attempts.append((time.monotonic(), directive))
        return self.replies.get(directive, self.otherwise)


@contextmanager
def choosy_partner() -> Iterator[ChoosyPartner]:
    """One that serves on a free port, ended afterwards."""
    partner, over = ChoosyPartner(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            reply = partner.reply_to(UUID(self.headers["webhook-id"]))
            if reply.what == SILENT:
                over.wait(2 * TIMEOUT_S)
            if isinstance(reply.what, str):
                self.close_connection = True
                linger = b"\1\0\0\0\0\0\0\0"  # on, for no time: the end is a reset
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.connection.close()
                return
            self.send_response(reply.what)
            if reply.retry_after_s is not None:
                self.send_header("retry-after", str(reply.retry_after_s))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        partner.url = f"http://127.0.0.1:{server.server_port}/"
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        try:
            yield partner
        finally:
            over.set()
            server.shutdown()
            serving.join()
