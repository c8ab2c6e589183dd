"""The store in memory and PostgreSQL's hold the same, whatever comes in."""

from collections.abc import Iterator

import pytest
from contract.line_on_store import LineOnStore, everything
from contract.stores import InMemory, OnPostgres, loaded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from property.strategies import CATALOGUE as CHANGING
from property.strategies import messages
from scenario.message import Message

from streams.line.store import Need


class Alike:
    """Two lines that must decide the same and hold the same."""

    def __init__(self, postgres: OnPostgres) -> None:
        postgres.forget()
        self.reference, self.postgres = InMemory(), postgres
        self.lines = [
            LineOnStore(one.store, one.save, CHANGING) for one in (self.reference, postgres)
        ]

    def publish(self, batch: list[Message]) -> None:
        mine, theirs = (line.publish(*batch) for line in self.lines)
        assert mine == theirs

    def tick(self) -> None:
        for line in self.lines:
            line.tick()

    def check(self) -> None:
        mine, theirs = self.lines
        assert mine.decided == theirs.decided
        assert self.reference.seen() == self.postgres.seen()
        need = everything(mine.decided)
        assert loaded(self.reference.store, need) == loaded(self.postgres.store, need)
        for subject in need.subjects:
            one = Need(subjects=frozenset({subject}))
            assert loaded(self.reference.store, one) == loaded(self.postgres.store, one)


@pytest.fixture(scope="module")
def postgres(database_server: str, template_database: str) -> Iterator[OnPostgres]:
    """PostgreSQL's store, for many short histories one after the other."""
    from conftest import _copy

    for url in _copy(database_server, template_database):
        found = OnPostgres(url)
        yield found
        found.connection.close()


@st.composite
def histories(draw: st.DrawFn) -> list[list[Message] | None]:
    """Batches of messages in any order, None for a day that passes."""
    told = draw(messages)
    order = draw(st.permutations([*told, *(m.again() for m in told[:2])]))
    history: list[list[Message] | None] = []
    while order:
        size = draw(st.integers(1, 4))
        history.append(order[:size])
        order = order[size:]
        history += [None] * draw(st.integers(0, 2))
    return history


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories())
def test_both_stores_hold_the_same(
    postgres: OnPostgres, history: list[list[Message] | None]
) -> None:
    """Whatever comes in, both stores make the line decide the same and hold the same state."""
    alike = Alike(postgres)
    for batch in history:
        if batch is None:
            alike.tick()
        else:
            alike.publish(batch)
    alike.check()
