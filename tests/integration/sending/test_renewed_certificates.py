"""Certificates that a partner renews where they are."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from support.certificates import server_certificate
from support.outbox_rows import A, B, Outbox
from support.sending_stack import Installation, await_that, free_port, push

from connectors.channels.settings import PartnerSettings
from streams.sending.channel_state import channel_state
from streams.sending.partner_settings import write_partner


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _serving(port: int, tls: ssl.SSLContext) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", port), _Taking) as server:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_a_file_of_certificates_that_is_renewed_in_its_place_is_trusted(
    installation: Installation, outbox: Outbox, tmp_path: Path
) -> None:
    """As a ping trusts it at once, the channel does, and is not paused."""
    port = free_port()
    ca_file, tls = server_certificate(tmp_path)
    settings = PartnerSettings({"url": f"https://127.0.0.1:{port}/", "ca_file": ca_file})
    write_partner(installation.data / "keys", "bank", settings)
    with push(installation.environment):
        first = outbox.decide("IMPOSE", subject=A)
        with _serving(port, tls):
            await_that(lambda: outbox.column(first.directive_id, "sent_at"))
        _, renewed = server_certificate(tmp_path)
        second = outbox.decide("IMPOSE", subject=B)
        with _serving(port, renewed):
            await_that(
                lambda: (
                    outbox.column(second.directive_id, "sent_at")
                    or channel_state(outbox.connection, "bank").paused_because
                )
            )
            assert channel_state(outbox.connection, "bank").paused_because is None
