"""The HTTP interface as a process of its own, and requests sent to it byte for byte."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile.limits import memory
from support.hub_process import await_that, environment
from support.in_force import begin_today

from streams.wiring.keys import make_missing_keys
from streams.wiring.run_folder import ready_file

HANGS_AFTER_S = 60.0
#: No broker listens there: nothing of what is sent is ever published.
MOST_ERRORS = 2
NOWHERE = "127.0.0.1:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """A running interface."""

    process: subprocess.Popen[bytes]
    port: int

    def send(self, request: bytes, *, whole: bool = True) -> str:
        """
        What is answered, in a few words; "UNANSWERED" when the connection ends without a reply.

        When the request is not `whole`, the sender ends its side after it.
        """
        with socket.create_connection(("127.0.0.1", self.port), HANGS_AFTER_S) as connection:
            # It may have seen enough before all was sent.
            with suppress(ConnectionError):
                connection.sendall(request)
                if not whole:
                    connection.shutdown(socket.SHUT_WR)
            reply = bytearray()
            with suppress(ConnectionError):
                while part := connection.recv(65_536):
                    reply += part
        return said(bytes(reply))

    def spent_s(self) -> float:
        """Processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> dict[str, int]:
        """What it holds now and has held at most, in KiB."""
        return memory(str(self.process.pid))


def said(reply: bytes) -> str:
    """The status of a reply, and the codes in it."""
    if not reply:
        return "UNANSWERED"
    head, _, body = reply.partition(b"\r\n\r\n")
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    return " ".join([head.split()[1].decode(), *dict.fromkeys(_codes(value))])


def _codes(value: Any) -> Iterator[str]:
    """Of a problem, a refusal of the registry, verdicts of a dry run, states of records."""
    if not isinstance(value, dict):
        return
    yield from (str(value[key]) for key in ("code", "error_code") if key in value)
    errors = value.get("errors", ())
    yield from (f"{one['pointer'][:40]}:{one['code']}" for one in errors[:MOST_ERRORS])
    if len(errors) > MOST_ERRORS:
        yield f"and {len(errors) - MOST_ERRORS}"
    for verdict in value.get("verdicts", ()):
        yield f"{verdict['outcome']} {verdict['code']} {verdict['field']}".strip()
    for record in value.get("records", ()):
        yield record["problem"]["code"] if record["problem"] else "KNOWN"
    if "is_compatible" in value:
        yield "compatible" if value["is_compatible"] else "incompatible"


@contextmanager
def api_process(data: Path, database: str) -> Iterator[Api]:
    """The interface over a database with the sample catalogue, and without a broker."""
    begin_today(database)
    make_missing_keys(data / "keys")
    ready = ready_file(data, "api")
    ready.parent.mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streams.operate.run", "api", "--name", "api", "--data", str(data)],
        env=environment(
            HUB_BOOTSTRAP_SERVERS=NOWHERE, HUB_DATABASE_URL=database, HUB_API_PORT=str(port)
        ),
        stderr=subprocess.DEVNULL,
    )
    try:
        await_that("the interface is ready", ready.exists)
        yield Api(process=process, port=port)
    finally:
        process.terminate()
        process.wait(HANGS_AFTER_S)
