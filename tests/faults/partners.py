"""
The virtual partners of a play: over a small real web server, at a topic, or by files.

Each answers what it hears for the first time; the answer waits until the story lets it be sent.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID

import aiohttp
from support.partner_server import Asked, Reply, partner_server
from support.virtual_partner import VirtualPartner

from connectors.channels.folder import Folder
from connectors.channels.port import NotReached
from connectors.partners.answer import DONE, Answer, encoded
from connectors.partners.folder_client import opened
from connectors.partners.handling import Outcome
from connectors.partners.sample.rules import RULES
from faults.broker import Broker
from faults.calls import Calls, When
from monitoring.verify.witness import Word

R = TypeVar("R")


@dataclass(slots=True, kw_only=True)
class Partner(VirtualPartner):
    """
    A virtual partner with the sample systems' rules. `unsaid`: its first answer to each directive,
    until it is sent; `done`: what had effect, lifts among them, in the order of the effects; `url`:
    where its web server takes directives.
    """

    unsaid: list[Answer] = field(default_factory=list)
    done: list[Answer] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self.execute = RULES[self.name]
        VirtualPartner.__post_init__(self)  # `super()` knows no class with slots

    def take(self, body: bytes) -> Outcome | None:
        """Handle one delivery, and keep the answer for later."""
        outcome = VirtualPartner.take(self, body)
        if outcome is not None and not outcome.again:
            self.unsaid.append(outcome.answer)
            if outcome.answer.result in DONE:
                self.done.append(outcome.answer)
        return outcome

    def applied(self) -> Iterable[Word]:
        """What had effect, in the order of the effects."""
        return [Word(UUID(str(one.measure_id)), one.directive_id, None) for one in self.done]

    def read(self, broker: Broker) -> None:
        """Handle what is new on its topic."""
        topic = broker.topics[f"sanctions.{self.name}"]
        for record in topic[self.desk.ledger.position :]:
            assert record.value is not None
            self.take(record.value)
        self.desk.move_to(len(topic))

    def read_files(self, folder: Path) -> None:
        """Handle what its folder has, and take it away."""
        for file in sorted((folder / "directives").glob("[!.]*.json")):
            body, _ = opened(file.read_bytes())
            self.take(body)
            file.unlink()

    def answer(self, broker: Broker) -> None:
        """Send all answers that wait, in an order that does not depend on when they were made."""
        for answer in sorted(self.unsaid, key=lambda one: one.directive_id):
            broker.append(f"feedback.{self.name}", encoded(answer))
        self.unsaid.clear()


@contextmanager
def served(partner: Partner) -> Iterator[None]:
    """The partner's web server is there."""

    def reply_to(asked: Asked) -> Reply:
        if partner.turns_away():
            return Reply(what=503)
        partner.take(asked.body)
        return Reply(what=200)

    with partner_server(reply_to) as address:
        partner.url = f"{address}/directives"
        yield


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingFolder(Folder):
    """Lets the N-th call of a folder fail: it is not made, or nothing is heard of it."""

    calls: Calls
    component: str

    async def aside(self, work: Callable[..., R], *given: Any) -> R:
        """As it is, but for the one."""
        when = self.calls.next(f"{self.component}: WRITE")
        if when is When.BEFORE:
            raise NotReached("the share is gone")
        found = await Folder.aside(self, work, *given)
        if when is When.AFTER:
            raise NotReached("the share was lost")
        return found


def failing(calls: Calls, component: str) -> aiohttp.TraceConfig:
    """Lets the N-th call of a client fail: it is not made, or its reply is lost."""

    async def begins(
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        asked: aiohttp.TraceRequestStartParams,
    ) -> None:
        context.when = calls.next(f"{component}: {asked.method} {asked.url.path}")
        if context.when is When.BEFORE:
            raise aiohttp.ClientConnectionError("connection refused")

    async def ends(
        _session: aiohttp.ClientSession,
        context: SimpleNamespace,
        asked: aiohttp.TraceRequestEndParams,
    ) -> None:
        if context.when is When.AFTER:
            asked.response.close()
            raise aiohttp.ServerDisconnectedError("the connection was lost")

    watching = aiohttp.TraceConfig()
    watching.on_request_start.append(begins)
    watching.on_request_end.append(ends)
    return watching
