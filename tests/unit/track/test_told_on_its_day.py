"""Departments that tell of another's decision hear on the day what became of it, not before."""

import pytest
from contract.line_on_store import LineOnStore
from scenario.calendar import day
from scenario.cast import CATALOGUE
from scenario.message import Message, repair, wage

from streams.memory import MemoryStore

W1 = wage("W1")
COPY = W1.relayed("province", "P1")
REPAIR = repair("R1", of=W1)
LATER = repair("R1", of=W1, starts="06-10")


@pytest.mark.parametrize(
    ("said", "before", "on_the_day"),
    [
        ((LATER,), "MERGED", "REPAIRED"),
        ((REPAIR, REPAIR.ended(2, "06-10")), "REPAIRED", "MERGED"),
        ((W1.ended(2, "06-10"),), "MERGED", "ENDED"),
        ((LATER, LATER.revoked(2)), "MERGED", "MERGED"),
        ((W1.ended(2, "06-10"), W1.asserted(3)), "MERGED", "MERGED"),
    ],
)
def test_a_copy_is_told_on_the_day_and_not_when_the_day_is_announced(
    said: tuple[Message, ...], before: str, on_the_day: str
) -> None:
    """Who publishes what it relays would else show a repaired decision again days too early, or
    drop one that still stands."""
    store = MemoryStore()
    hub = LineOnStore(store, store.save, CATALOGUE)
    hub.publish(W1, COPY)
    told = ("credit.events.province", 0, 0)
    for message in said:
        hub.publish(message)
    while hub.day < day("06-09"):
        hub.tick()
    assert store.outcome(told) == before
    hub.tick()
    assert store.outcome(told) == on_the_day
