"""Senders as processes, and a look at what they send."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import httpx
from kafka import KafkaConsumer, TopicPartition
from support import plain_http

from connectors.partners.ledger import Ledger
from connectors.partners.ledger_file import read_ledger, write_ledger
from streams.send.signature import public_text
from streams.wiring.keys import load_keys

RELAY = Path(__file__).with_name("dying_relay.py")
PUSH = Path(__file__).with_name("dying_push.py")


@dataclass(frozen=True, slots=True)
class Installation:
    """A hub's settings, keys, database with a catalogue, and topics."""

    environment: dict[str, str]
    bootstrap: str
    database_url: str
    data: Path


@dataclass(frozen=True, slots=True)
class Read:
    """One message of a topic."""

    key: str
    value: bytes
    headers: Mapping[str, str]


class TopicReader:
    """Reads a topic from where it ended when the reader was made."""

    def __init__(self, bootstrap: str, topic: str) -> None:
        place = TopicPartition(topic, 0)
        self._consumer = KafkaConsumer(bootstrap_servers=bootstrap, consumer_timeout_ms=300)
        self._consumer.assign([place])
        self._consumer.seek(place, self._consumer.end_offsets([place])[place])

    def read(self, count: int) -> list[Read]:
        """At least `count` messages, and whatever else comes soon after."""
        found: list[Read] = []
        await_that(lambda: len(self._poll(found)) >= count)
        return self._poll(found)

    def _poll(self, found: list[Read]) -> list[Read]:
        for message in self._consumer:
            headers = {name: value.decode() for name, value in message.headers}
            found.append(Read(message.key.decode(), message.value, headers))
        return found

    def close(self) -> None:
        """End the connection."""
        self._consumer.close()


def begun_now(bootstrap: str, partner: str, ledger_file: Path) -> Path:
    """A partner's ledger behind what hubs of other tests signed, with keys it will never know."""
    place = TopicPartition(f"sanctions.{partner}", 0)
    with closing(KafkaConsumer(bootstrap_servers=bootstrap)) as consumer:
        write_ledger(ledger_file, Ledger(position=consumer.end_offsets([place])[place]))
    return ledger_file


@contextmanager
def relay(environment: dict[str, str], when: str = "never") -> Iterator[subprocess.Popen[bytes]]:
    """A relay process, ended afterwards; `when`: see `dying_relay.py`."""
    with process(environment, str(RELAY), when) as running:
        yield running


@contextmanager
def push(environment: dict[str, str]) -> Iterator[None]:
    """The push connector as a process, as `hub up` runs it."""
    program = [sys.executable, "-m", "streams.operate.run", "push", "--name", "push"]
    program += ["--data", environment["HUB_DATA"]]
    ready = Path(environment["HUB_DATA"]) / "run" / "push.ready"
    ready.parent.mkdir(exist_ok=True)
    running = subprocess.Popen(program, env=environment)
    try:
        await_that(lambda: ready.exists() or running.poll() is not None)
        assert running.poll() is None, "the push connector died"
        yield
    finally:
        running.terminate()
        assert running.wait(20) in (0, -signal.SIGTERM)


@contextmanager
def process(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python program that makes the file it is given last once it serves."""
    ready = Path(environment["HUB_DATA"]) / f"ready-{time.monotonic_ns()}"
    running = subprocess.Popen([sys.executable, *arguments, str(ready)], env=environment)
    try:
        await_that(lambda: ready.exists() or running.poll() is not None)
        yield running
    finally:
        if running.poll() is None:
            os.kill(running.pid, signal.SIGTERM)
        running.wait(20)


def await_that(holds: Callable[[], object], within_s: float = 30) -> None:
    """Wait until a condition holds."""
    end = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


class SamplePartner:
    """A sample partner as a process, asked and told over HTTP."""

    def __init__(
        self,
        installation: Installation,
        profile: str,
        port: int,
        *,
        hub: str = "",
        by: str = "",
        folder: Path | None = None,
        log: Path | None = None,
    ) -> None:
        """
        `hub`: where it answers by HTTP and asks for keys, else by topic. `by`: its channel, where
        that is not its profile's; `folder`: that is its channel, and files go there and back.
        `log`: of errors.
        """
        self._by = by
        self.folder = folder
        self._hub = hub
        self._log = log
        self.profile = profile
        self.ledger_file = installation.data / f"{profile}.json"
        self.url = f"http://127.0.0.1:{port}"
        self._port = port
        self._installation = installation
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it serves."""
        self.begin()
        await_that(self.serves)

    def begin(self) -> None:
        """Start it; it serves once it has read its ledger."""
        program = [sys.executable, "-m", "connectors.partners.sample", self.profile]
        options = {
            "--port": str(self._port),
            "--ledger": str(self.ledger_file),
            "--bootstrap": self._installation.bootstrap,
        }
        if self._by:
            options["--by"] = self._by
        if self.folder:
            options["--folder"] = str(self.folder)
        if self._hub:
            options["--hub"] = self._hub
        else:
            ring = load_keys(self._installation.data / "keys").hub_ed25519
            options["--hub-key"] = public_text(ring.current)
        with nullcontext() if self._log is None else self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*program, *(word for pair in options.items() for word in pair)],
                env=self._installation.environment,
                stderr=log,
            )

    def stop(self) -> None:
        """Kill it; its ledger stays."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def holds(self) -> list[dict[str, object]]:
        """What it holds in force."""
        found: list[dict[str, object]] = plain_http.get(f"{self.url}/in-force").json()["directives"]
        return found

    def order_results(self) -> list[dict[str, object]]:
        """What it heard of a court's orders."""
        reply = plain_http.get(f"{self.url}/order-results").json()
        found: list[dict[str, object]] = reply["order_results"]
        return found

    def seen(self) -> list[dict[str, str]]:
        """Every delivery, id and body."""
        found: list[dict[str, str]] = plain_http.get(f"{self.url}/admin/seen").json()
        return found

    def behave(self, mode: str, seconds: float = 0) -> None:
        """Misbehave from now on, or behave well again."""
        given = {"mode": mode, "seconds": seconds}
        plain_http.post(f"{self.url}/admin/behave", json=given).raise_for_status()

    def reconcile(self) -> int:
        """Let it ask for the full list; how many answers came of that."""
        found: int = plain_http.post(f"{self.url}/reconcile").json()["answers"]
        return found

    def ledger(self) -> Ledger:
        """Its ledger as it stands on disk."""
        return read_ledger(self.ledger_file)

    def serves(self) -> bool:
        """Whether it answers."""
        assert self._process is not None
        assert self._process.poll() is None, "the sample partner died"
        try:
            return plain_http.get(f"{self.url}/in-force", timeout_s=60).is_success  # a long list
        except httpx.HTTPError:
            return False


def free_port() -> int:
    """A port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
