"""A whole city for the demonstration: the hub as a newcomer starts it, and four partner systems."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx

from connectors.channels.settings import PartnerSettings
from deploy.clean import is_held, outside_folders
from streams.operate.embedded.child import dying_with_parent
from streams.operate.embedded.postgres import STOPS_WITHIN_S
from streams.sending.partner_settings import write_partner

PARTNERS = ("bank", "land", "court", "procurement")
BY_WEBHOOK = ("bank", "land")
PATIENCE_S = 90.0

#: The command as it is installed beside this Python.
HUB = str(Path(sys.executable).with_name("hub"))

Report = Callable[[str], None]


class DidNotStart(Exception):
    """A part of the city did not come up; the text says which, and where its log is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Addresses of everything that runs, and the folder where it keeps its data."""

    data: Path
    bootstrap: str
    api: str
    partners: dict[str, str]

    def hub(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run the command `hub` on this city, as a person would; `typed` is its standard input."""
        return subprocess.run(
            [HUB, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "HUB_DATA": str(self.data), "COLUMNS": "100"},
        )

    def held(self, partner: str) -> list[dict[str, object]]:
        """What a partner says it holds in force."""
        reply = httpx.get(f"{self.partners[partner]}/in-force")
        reply.raise_for_status()
        found: list[dict[str, object]] = reply.json()["directives"]
        return found


@contextmanager
def city(data: Path, first_day: date, report: Report) -> Iterator[City]:
    """
    Start everything on a fresh data folder; at the end nothing of it runs any more.

    Should this process be killed, the kernel ends what it started, and the next city waits for it.
    """
    _remove(data)
    data.parent.mkdir(parents=True, exist_ok=True)
    running: list[subprocess.Popen[str]] = []
    try:
        report("Starting broker, database and the hub's processes …")
        endpoints = _start_hub(data, first_day, running)
        addresses = {}
        report("Starting four partner systems: bank, land registry, court, procurement …")
        for partner in PARTNERS:
            addresses[partner] = _start_partner(data, partner, endpoints, running)
        for partner, address in addresses.items():
            log = data / "partners" / f"{partner}.log"
            _await(
                lambda address=address: _answers(address),  # type: ignore[misc]
                f"{partner} did not start; see {log}.",
            )
            _introduce(data, partner, address)
        yield City(
            data=data,
            bootstrap=endpoints["bootstrap"],
            api=endpoints["api"],
            partners=addresses,
        )
    finally:
        for process in reversed(running):
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(timeout=STOPS_WITHIN_S + 60)


def _remove(data: Path) -> None:
    """What an earlier city left, also where root's database went outside of the checkout."""
    lock = data / "hub.lock"
    _await(lambda: not (lock.exists() and is_held(lock)), "The city before this one still runs.")
    for folder in (*outside_folders(data), data):
        shutil.rmtree(folder, ignore_errors=True)


def _start_hub(data: Path, first_day: date, running: list[subprocess.Popen[str]]) -> dict[str, str]:
    """The hub's addresses; what is started is in `running` at once, so that it is ended."""
    up = [HUB, "up", "--json", "--data", str(data), "--manual-clock", first_day.isoformat()]
    data.with_suffix(".log").unlink(missing_ok=True)
    with data.with_suffix(".log").open("w") as log:
        hub = subprocess.Popen(dying_with_parent(up), stdout=subprocess.PIPE, stderr=log, text=True)
    running.append(hub)
    assert hub.stdout is not None
    line = hub.stdout.readline()
    if '"bootstrap"' not in line:
        raise DidNotStart(f"The hub did not start; see {data.with_suffix('.log')}.")
    endpoints: dict[str, str] = json.loads(line)
    return endpoints


def _start_partner(
    data: Path, partner: str, endpoints: dict[str, str], running: list[subprocess.Popen[str]]
) -> str:
    port = _free_port()
    folder = data / "partners"
    folder.mkdir(exist_ok=True)
    arguments = [sys.executable, "-m", "connectors.partners.sample", partner]
    arguments += ["--port", str(port), "--ledger", str(folder / f"{partner}.json")]
    arguments += ["--hub", endpoints["api"], "--bootstrap", endpoints["bootstrap"]]
    with (folder / f"{partner}.log").open("w") as log:
        running.append(
            subprocess.Popen(
                dying_with_parent(arguments), stdout=log, stderr=subprocess.STDOUT, text=True
            )
        )
    return f"http://127.0.0.1:{port}"


def _introduce(data: Path, partner: str, address: str) -> None:
    """What an operator does for a new partner: its public key, and where it takes directives."""
    keys = data / "keys" / "partners"
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copy(data / "partners" / f"{partner}.key.pub", keys / f"{partner}.pub")
    if partner in BY_WEBHOOK:
        write_partner(data / "keys", partner, PartnerSettings({"url": f"{address}/directives"}))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/in-force").is_success
    except httpx.TransportError:
        return False


def _await(condition: Callable[[], bool], else_: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise DidNotStart(else_)
        time.sleep(0.1)
