"""On what the cases run: the oracle for state, and the line on each of its stores."""

from collections.abc import Iterator

import pytest
from contract.stores import OnPostgres
from databases import create_database, drop_database, with_database
from scenario.drivers import MakeHub, MakeLine, memory, on_store, oracle


@pytest.fixture(scope="session")
def on_postgres(database_server: str, template_database: str) -> Iterator[OnPostgres]:
    """PostgreSQL's store on a database of its own, emptied whenever a fresh one is asked for."""
    name = "hub_cases"
    create_database(database_server, name, template=template_database)
    store = OnPostgres(with_database(database_server, name))
    yield store
    store.connection.close()
    drop_database(database_server, name)


def emptied(store: OnPostgres) -> OnPostgres:
    """Return the store as if nothing had ever been decided."""
    store.forget()
    store.connection.execute("DELETE FROM catalogue")
    return store


@pytest.fixture(params=["oracle", "memory", "postgres"])
def make_hub(request: pytest.FixtureRequest) -> MakeHub:
    """Makes fresh hubs that can be asked about state."""
    return oracle if request.param == "oracle" else way(request)


@pytest.fixture(params=["memory", "postgres"])
def make_line(request: pytest.FixtureRequest) -> MakeLine:
    """Makes fresh lines that decide, send and hear answers."""
    return way(request)


def way(request: pytest.FixtureRequest) -> MakeLine:
    """Return the line on the store the parameter names."""
    if request.param == "memory":
        return memory
    store: OnPostgres = request.getfixturevalue("on_postgres")
    return on_store(lambda: emptied(store))
