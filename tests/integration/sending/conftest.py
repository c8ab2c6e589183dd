"""A database with outgoing rows, and what sends them."""

from collections.abc import Iterator

import pytest
from catalogues import loaded
from outbox_rows import Outbox

from streams.wiring.database.connection import connect


@pytest.fixture
def outbox(fresh_database: str) -> Iterator[Outbox]:
    """An empty outbox of a hub that goes by the sample city's catalogue."""
    with connect(fresh_database, "test outbox") as connection:
        yield Outbox(connection=connection, catalogue=loaded())
