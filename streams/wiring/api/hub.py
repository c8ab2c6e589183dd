"""What all requests share: sessions, the way to the topics, keys, the rules in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Annotated

from fastapi import Depends, Request
from psycopg_pool import ConnectionPool

from schemas.catalogue.model import Department, Partner
from schemas.manifest import published
from streams.accept.layout import Layout, layouts_of
from streams.identify.pseudonym import PseudonymKey
from streams.wiring.api.problems import Turned
from streams.wiring.api.topic_writer import TopicWriter
from streams.wiring.database.connection import Connection
from streams.wiring.database.seal import Seal
from streams.wiring.database.store import Means, PostgresStore
from streams.wiring.keys import Keys
from streams.wiring.reading.rules_in_force import Rules, RulesInForce
from streams.wiring.settings import Settings
from streams.wiring.worker.arrivals import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """One process's view of the hub. `now` is real time: signatures and ages go by it (R16)."""

    settings: Settings
    keys: Keys
    sessions: ConnectionPool[Connection] = field(repr=False)
    writer: TopicWriter
    now: Callable[[], datetime]
    rules: RulesInForce = field(default_factory=RulesInForce)

    def store(self, connection: Connection) -> PostgresStore:
        """The line's state, to be read only."""
        return PostgresStore(connection, self._means)

    def reader(self, rules: Rules) -> Reader:
        """Reads messages as the line does."""
        ring = self.keys.identity_hmac
        return Reader(desk=rules.desk, key=PseudonymKey(version=ring.newest, secret=ring.current))

    @property
    def _means(self) -> Means:
        return Means(
            seal=Seal.of(self.keys.identity_encryption),
            hmac_version=self.keys.identity_hmac.newest,
            layouts=_layouts(),
            code_version="",
        )

    def rules_now(self, connection: Connection) -> Rules:
        """The rules in force; raises `Turned` before the first load."""
        rules = self.rules.now(connection)
        if rules is None:
            raise Turned("H4002")
        return rules

    def department(self, connection: Connection, name: str) -> Department:
        """A department of the catalogue; raises `Turned`."""
        found = self.rules_now(connection).book.catalogue.departments.get(name)
        if found is None:
            raise Turned("H3001", "The catalogue has no such department.")
        return found

    def partner(self, connection: Connection, name: str) -> Partner:
        """A partner of the catalogue; raises `Turned`."""
        found = self.rules_now(connection).book.catalogue.partners.get(name)
        if found is None:
            raise Turned("H3001", "The catalogue has no such partner.")
        return found


@cache
def _layouts() -> Mapping[int, Layout | None]:
    return layouts_of(published())


def hub_of(request: Request) -> Hub:
    """The hub a request belongs to."""
    hub = request.app.state.hub
    assert isinstance(hub, Hub)
    return hub


TheHub = Annotated[Hub, Depends(hub_of)]
