"""Senders as processes, and a look at what they send."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kafka import KafkaConsumer, TopicPartition

RELAY = Path(__file__).parent / "dying_relay.py"


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


@contextmanager
def relay(environment: dict[str, str], when: str = "never") -> Iterator[subprocess.Popen[bytes]]:
    """A relay process, ended afterwards; `when`: see `dying_relay.py`."""
    with process(environment, str(RELAY), when) as running:
        yield running


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
