"""A partner that answers over HTTP what it holds and what it applied."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Said = dict[str, str | int]


@dataclass(slots=True)
class Ledger:
    """What it will say."""

    held: list[Said] = field(default_factory=list)
    applied: list[Said] = field(default_factory=list)


@contextmanager
def partner_at(ledger: Ledger) -> Iterator[str]:
    """The address of a partner with this ledger."""

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said = {"/in-force": ledger.held, "/applied": ledger.applied}[self.path]
            body = json.dumps({"measures": said}).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its own name)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
