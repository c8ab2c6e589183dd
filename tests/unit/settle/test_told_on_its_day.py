"""Departments that tell of another's decision hear what became of it, and on its day."""

import pytest
from contract.line_on_store import LineOnStore
from scenario.calendar import day
from scenario.cast import CATALOGUE
from scenario.message import Message, mark, repair, wage

from streams.line.memory import MemoryStore

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


def test_a_copy_that_speaks_since_a_higher_one_was_withdrawn_is_told_so() -> None:
    """The nation's copy ruled; once it is revoked the province's does, and the city's is merged
    into that one. Nobody is told to look at what was withdrawn."""
    store = MemoryStore()
    hub = LineOnStore(store, store.save, CATALOGUE)
    high, low = W1.relayed("nation", "Q1"), COPY
    lowest = W1.relayed("province", "P2")
    hub.publish(high, low, lowest)
    places = [("credit.events.nation", 0, 0)]
    places += [("credit.events.province", 0, n) for n in (0, 1)]

    def told() -> list[tuple[str, tuple[str, str] | None]]:
        last = [store.receipts[place][-1] for place in places]
        return [(receipt.outcome.value, receipt.caused_by) for receipt in last]

    by_nation, by_province = ("nation", "Q1"), ("province", "P1")
    assert told() == [("ACCEPTED", None), ("MERGED", by_nation), ("MERGED", by_nation)]
    hub.publish(high.revoked(2))
    assert told() == [("ACCEPTED", None), ("ACCEPTED", None), ("MERGED", by_province)]
    hub.publish(high.asserted(3))
    assert told()[1:] == [("MERGED", by_nation), ("MERGED", by_nation)]


def test_the_last_copy_that_is_withdrawn_is_not_told_of_one_withdrawn_before() -> None:
    """The nation revoked its copy, then the province its own: nobody speaks any more, and nothing
    more is said of the copy than that it was taken and revoked."""
    store = MemoryStore()
    hub = LineOnStore(store, store.save, CATALOGUE)
    high = W1.relayed("nation", "Q1")
    for message in (high, COPY, high.revoked(2), COPY.revoked(2)):
        hub.publish(message)
    told = [receipt.outcome for receipt in store.receipts[("credit.events.province", 0, 0)]]
    assert told == ["MERGED", "ACCEPTED"]
    assert store.outcome(("credit.events.province", 0, 1)) == "REVOKED"


def test_the_pool_hears_on_the_day_of_a_decision_corrected_to_a_mark() -> None:
    """Its copies still tell of the decision, so the fact stands, and ends on the mark's last day
    (found by seed 60981)."""
    store = MemoryStore()
    hub = LineOnStore(store, store.save, CATALOGUE)
    hub.publish(W1, COPY)
    instead = mark("W1", of=W1, v=2).corrected(2)
    hub.publish(instead)
    hub.publish(instead.ended(3, "06-10"))
    while hub.day < day("06-10"):
        told = hub.decided[-1].issued.pool
        assert told == () or told[-1].state == "STANDING"
        hub.tick()
    assert [change.state for change in hub.decided[-1].issued.pool] == ["ENDED"]
