"""A partner's web server; what it replies, or that it does not reply, is given by the test."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from connectors.channels.webhook import TIMEOUT_S

#: Nothing is replied, and the connection is reset; nothing is replied, for longer than is waited.
RESET: Final = "reset"
SILENT: Final = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. `headers` by their names in lower case."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is replied: a status, `RESET` or `SILENT`; `retry_after_s` stands in the header."""

    what: int | str
    retry_after_s: int | None = None
    body: bytes = b""


TAKEN: Final = Reply(what=204)


@contextmanager
def partner_server(reply_to: Callable[[Asked], Reply]) -> Iterator[str]:
    """The address of one that serves on a free port, several requests at once; ended afterwards."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = reply_to(Asked(path=self.path, headers=headers, body=body))
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
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        do_GET = do_POST  # noqa: N815  (its own name)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            over.set()
            server.shutdown()
            serving.join()
