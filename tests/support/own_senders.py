"""A hub without the senders it was started with; a test's own send in their place and die there."""

import os
import signal
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from support.hub_process import environment
from support.hub_with_partners import HubWithPartners
from support.imports import ROOT
from support.sending_stack import PUSH, RELAY, TopicReader, process

from connectors.partners.folder_client import opened

#: Partner → the role of the hub's process that sends to it.
SENDERS: Final = {"procurement": "relay", "bank": "push", "land": "push"}


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """The process does nothing inside the block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def without_senders(hub: HubWithPartners) -> Iterator[None]:
    """
    Relay and push connector are killed, and until the end of the block nobody starts them again.

    The supervisor sleeps inside the block; after it, it finds them dead and does as it always does.
    """
    with stopped(hub.up.process.pid):
        for role in sorted(set(SENDERS.values())):
            os.kill(hub.pid(role), signal.SIGKILL)
        yield


@contextmanager
def own_sender(hub: HubWithPartners, partner: str, when: str) -> Iterator[subprocess.Popen[bytes]]:
    """What sends to a partner; when it dies: see `dying_relay.py` and `dying_push.py`."""
    program = RELAY if SENDERS[partner] == "relay" else PUSH
    settings = environment(
        PYTHONPATH=f"{ROOT}:{ROOT / 'tests'}",
        HUB_DATA=str(hub.up.data),
        HUB_BOOTSTRAP_SERVERS=hub.up.bootstrap,
        HUB_DATABASE_URL=hub.up.database,
    )
    with process(settings, str(program), when) as running:
        yield running


@dataclass(slots=True, kw_only=True)
class Deliveries:
    """What came to each partner since this was made: the bodies under each directive's id."""

    hub: HubWithPartners
    _topic: TopicReader = field(init=False)
    _seen_before: int = field(init=False)
    _read: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._topic = TopicReader(self.hub.up.bootstrap, "sanctions.procurement")
        self._seen_before = len(self.hub.partners["bank"].seen())

    def of(self, partner: str) -> Mapping[str, list[bytes]]:
        """Directive → its deliveries up to now, in their order."""
        if partner == "procurement":
            for message in self._topic.read(0):
                self._read[message.headers["webhook-id"]].append(message.value)
            return self._read
        found: dict[str, list[bytes]] = defaultdict(list)
        if (folder := self.hub.partners[partner].folder) is not None:
            for file in (folder / "directives").rglob("[!.]*.json"):
                with suppress(FileNotFoundError):  # It is just taken, and found the next time.
                    body, headers = opened(file.read_bytes())
                    found[headers["webhook-id"]].append(body)
            return found
        for one in self.hub.partners[partner].seen()[self._seen_before :]:
            found[one["id"]].append(one["body"].encode())
        return found

    def close(self) -> None:
        """End the connection."""
        self._topic.close()
