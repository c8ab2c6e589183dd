"""What all requests share: sessions, the way to the topics, keys, the rules in force."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from psycopg_pool import ConnectionPool

from schemas.catalogue.model import Department, Partner
from streams.api.backlog_watch import BacklogWatch
from streams.api.problems import Turned
from streams.api.topic_writer import TopicWriter
from streams.reading.as_of import AsOf, as_of
from streams.reading.opened import Opened
from streams.store.connection import Connection
from streams.store.rules_in_force import Rules, RulesInForce
from streams.store.session import Session
from streams.wiring.clock import Clock
from streams.wiring.keys import Keys
from streams.wiring.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """One process's view of the hub."""

    settings: Settings
    keys: Keys
    sessions: ConnectionPool[Session] = field(repr=False)
    writer: TopicWriter
    backlog: BacklogWatch
    clock: Clock
    rules: RulesInForce = field(default_factory=RulesInForce)

    def opened(self, connection: Connection) -> Opened:
        """What it takes to read through a session; raises `Turned` before the first load."""
        return Opened(connection=connection, keys=self.keys, rules=self.rules_now(connection))

    def as_of(self, connection: Connection) -> AsOf:
        """Of when an answer read through a session is."""
        return as_of(connection, self.backlog.behind(), self.clock)

    def now(self) -> datetime:
        """Real time: signatures and ages go by it, also beside a manual clock (R16)."""
        return self.clock.now()

    def rules_now(self, connection: Connection) -> Rules:
        """The rules in force; raises `Turned` before the first load."""
        rules = self.rules.now(connection)
        if rules is None:
            raise Turned("H4002")
        return rules

    def department(self, connection: Connection, name: str) -> Department:
        """A department of the catalogue that sends something; raises `Turned`."""
        found = self.rules_now(connection).book.catalogue.departments.get(name)
        if found is None:
            raise Turned("H3001", "The catalogue has no such department.")
        if not found.kinds:
            raise Turned("H3001", "The catalogue has this department send nothing.")
        return found

    def partner(self, connection: Connection, name: str) -> Partner:
        """A partner of the catalogue; raises `Turned`."""
        found = self.rules_now(connection).book.catalogue.partners.get(name)
        if found is None:
            raise Turned("H3001", "The catalogue has no such partner.")
        return found


def hub_of(request: Request) -> Hub:
    """The hub a request belongs to."""
    hub = request.app.state.hub
    assert isinstance(hub, Hub)
    return hub


TheHub = Annotated[Hub, Depends(hub_of)]
