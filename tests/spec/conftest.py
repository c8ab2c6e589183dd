"""On what the cases run: the oracle for state, and the line on each of its stores and servers."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest
from contract.stores import RING, OnPostgres
from scenario.book import Known
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE
from scenario.database_book import DatabaseBook
from scenario.drivers import MakeHub, MakeLine, memory, on_store, oracle
from scenario.hub import Line
from scenario.live_line import Broker, LiveLine
from scenario.message import Message
from support.databases import create_database, drop_database, with_database

from schemas.catalogue.model import Catalogue
from streams.store.connection import Connection, connect
from streams.store.seal import Seal


@dataclass(frozen=True, slots=True)
class Database:
    """PostgreSQL's store, and the sender's own connection."""

    store: OnPostgres
    sending: Connection

    def fresh(self) -> OnPostgres:
        """Return the store as if nothing had ever been decided."""
        self.store.forget()
        return self.store

    def book(self, known: Known) -> DatabaseBook:
        """Return the sender's book in this database."""
        return DatabaseBook(connection=self.sending, seal=Seal.of(RING), known=known)


@pytest.fixture(scope="session")
def database(database_server: str, template_database: str) -> Iterator[Database]:
    """A database of the cases' own."""
    name = f"hub_cases_{uuid4().hex[:12]}"
    create_database(database_server, name, template=template_database)
    url = with_database(database_server, name)
    found = Database(OnPostgres(url), connect(url, "sender"))
    yield found
    found.store.connection.close()
    found.sending.close()
    drop_database(database_server, name)


@pytest.fixture(scope="session")
def inputs(broker: str) -> Iterator[Broker]:
    """The cases' input topics on the real broker."""
    found = Broker(broker, f"cases{uuid4().hex[:12]}.")
    yield found
    found.close()


@pytest.fixture(params=["oracle", "memory", "postgres", "broker"])
def make_hub(request: pytest.FixtureRequest) -> MakeHub:
    """Makes fresh hubs that can be asked about state."""
    return oracle if request.param == "oracle" else way(request)


@pytest.fixture(params=["memory", "postgres", "broker"])
def make_line(request: pytest.FixtureRequest) -> MakeLine:
    """Makes fresh lines that decide, send and hear answers."""
    return way(request)


def way(request: pytest.FixtureRequest) -> MakeLine:
    """Return the line on the store the parameter names."""
    if request.param == "memory":
        return memory
    database: Database = request.getfixturevalue("database")
    if request.param == "postgres":
        return on_store(database.fresh, database.book)
    inputs: Broker = request.getfixturevalue("inputs")

    def live(
        catalogue: Catalogue = CATALOGUE, *, on: date = TODAY, refused: Collection[Message] = ()
    ) -> Line:
        return LiveLine(database.fresh(), inputs, catalogue, on=on, book=database.book)

    return live
