"""
Partner systems that keep the SDK's ledger: over a small real web server, at a topic, or by files.

Each answers what it hears for the first time; the answer waits until the story lets it be sent.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from uuid import UUID

import aiohttp

from connectors.channels.folder import Folder
from connectors.channels.port import NotReached
from connectors.partners.answer import Answer, Result, encoded
from connectors.partners.directive import Directive, from_topic, from_webhook
from connectors.partners.folder_client import opened
from connectors.partners.handling import receive, take_result
from connectors.partners.ledger import Ledger
from connectors.partners.order_result import OrderResult, result_of, result_of_webhook
from connectors.partners.sample.rules import RULES
from faults.broker import Broker
from faults.calls import Calls, When
from monitoring.verify.ledgers import LedgerReport as Said
from monitoring.verify.witness import Word

R = TypeVar("R")


@dataclass(slots=True, kw_only=True)
class Partner:
    """
    One partner's system. `heard`: each delivery, id and body, in its order; `effects`: what had
    effect. `away`: so many deliveries are turned away first, as a server does that is overloaded.
    """

    name: str
    ledger: Ledger = field(default_factory=Ledger)
    waiting: list[Answer] = field(default_factory=list)
    heard: list[tuple[UUID, bytes]] = field(default_factory=list)
    effects: list[UUID] = field(default_factory=list)
    away: int = 0
    url: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, told: Directive | OrderResult, body: bytes) -> None:
        """Handle one delivery; several may come at once."""
        with self._lock:
            if isinstance(told, OrderResult):
                self.heard.append((told.result_id, body))
                self.ledger = self.ledger.after(take_result(self.ledger, told))
                return
            self.heard.append((told.directive_id, body))
            outcome = receive(self.ledger, told, RULES[self.name])
            self.ledger = self.ledger.after(outcome.change)
            if not outcome.again:
                self.waiting.append(outcome.answer)
                if outcome.answer.result in {Result.EXECUTED, Result.PARTIAL}:
                    self.effects.append(told.directive_id)

    def turns_away(self) -> bool:
        """Whether a delivery is turned away."""
        with self._lock:
            turned = self.away > 0
            self.away -= turned
            return turned

    def read(self, broker: Broker) -> None:
        """Handle what is new on its topic."""
        topic = broker.topics[f"sanctions.{self.name}"]
        for record in topic[self.ledger.position :]:
            assert record.value is not None
            self.take(result_of(record.value) or from_topic(record.value), record.value)
        self.ledger = self.ledger.at(len(topic))

    def read_files(self, folder: Path) -> None:
        """Handle what its folder has, and take it away."""
        for file in sorted((folder / "directives").glob("[!.]*.json")):
            body, _ = opened(file.read_bytes())
            self.take(_told_in(body), body)
            file.unlink()

    def answer(self, broker: Broker) -> None:
        """Send all answers that wait, in an order that does not depend on when they were made."""
        for answer in sorted(self.waiting, key=lambda one: one.directive_id):
            broker.append(f"feedback.{self.name}", encoded(answer))
        self.waiting.clear()

    def said(self) -> Said:
        """What a verifier would be told."""
        measures = {key: answer.measure_id for key, answer in self.ledger.answers.items()}
        return Said(
            partner=self.name,
            held=tuple(
                Word(UUID(h["measure_id"]), UUID(h["directive_id"]), h["sequence"])
                for h in self.ledger.held()
            ),
            applied=tuple(Word(UUID(str(measures[key])), key, None) for key in self.effects),
            effects=self.ledger.applied,
        )


def _told_in(body: bytes) -> Directive | OrderResult:
    return result_of_webhook(body) or from_webhook(body)


@contextmanager
def served(partner: Partner) -> Iterator[None]:
    """The partner's web server; `partner.url` is where it takes directives."""

    class Takes(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            away = partner.turns_away()
            if not away:
                partner.take(_told_in(body), body)
            self.send_response(503 if away else 200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (its own name)
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    partner.url = f"http://127.0.0.1:{server.server_address[1]}/directives"
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


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
