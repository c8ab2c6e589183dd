"""A line on PostgreSQL's store, in a database of its own."""

from collections.abc import Iterator

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.cast import CATALOGUE


@pytest.fixture
def postgres(fresh_database: str) -> Iterator[OnPostgres]:
    """The store on an empty database with its topics."""
    found = OnPostgres(fresh_database)
    yield found
    found.connection.close()


@pytest.fixture
def line(postgres: OnPostgres) -> LineOnStore:
    """A line on it."""
    return LineOnStore(postgres.store, postgres.save, CATALOGUE)
