"""How many messages of a topic may fail at the hub itself before nothing more is decided."""

from uuid import uuid4

import pytest
from scenario.calendar import noon
from scenario.entries import KEY
from simulation.deaths import Fuse
from simulation.journal import Journal, MemoryLineStore
from support.accepting import payload
from support.bad_messages import BOOK, DAY, faulty_reference, message

from schemas.manifest import published
from streams.deciding.arrivals import Reader
from streams.deciding.decider import Decider
from streams.deciding.faults import AMONG, LEAST, TooManyFaults
from streams.deciding.message import EVENTS, Message
from streams.line.command import Command, Doing, LoadCatalogue, QuarantineThrough

COURT, HRSS = f"{EVENTS}court", f"{EVENTS}hrss"
#: The desk fails at every message of this kind.
BAD = payload("SpendingRestriction")


@pytest.fixture
def journal() -> Journal:
    """A database in memory."""
    return Journal()


def act(decider: Decider, journal: Journal, doing: Doing) -> None:
    """An officer's act, asked for and taken."""
    asked = Command(id=uuid4(), by="office", because="tested", asked_at=noon(DAY), doing=doing)
    journal.asked.append(asked)
    decider.act(asked)


@pytest.fixture
def decider(journal: Journal) -> Decider:
    """A decider whose desk has a fault of the hub's own."""
    found = Decider(
        line_store=MemoryLineStore(journal=journal, fuse=Fuse()),
        manifest=published(),
        key=KEY,
        stamp=lambda: (uuid4(), noon(DAY)),
        hub_version="1.2.3",
    )
    found.tick(DAY)
    act(found, journal, LoadCatalogue(catalogue=BOOK))
    found.positions |= {(COURT, 0): 0, (HRSS, 0): 0}
    found.reader = Reader(reference=faulty_reference(), key=KEY)
    return found


def bad(first: int, count: int) -> list[Message]:
    """Messages of the court at which the desk fails."""
    return [message("court", first + n, BAD) for n in range(count)]


def good(source: str, first: int, count: int) -> list[Message]:
    """Messages of a department that are taken in, if only as repeats."""
    kind = "JudgmentDefault" if source == "court" else "ListEntry"
    return [message(source, first + n, payload(kind)) for n in range(count)]


def test_most_of_a_batch_stops_before_anything_is_written(decider: Decider) -> None:
    """Of the topic's own messages, however many another topic has beside them."""
    batch = [*good("hrss", 0, 100), *good("court", 0, 15), *bad(15, 15)]
    entry = decider.entry
    with pytest.raises(TooManyFaults, match=r"15 fail .*offset 15 to 29\. .*version 1\.2\.3 "):
        decider.take(batch)
    assert decider.entry == entry
    assert decider.positions == {(COURT, 0): 0, (HRSS, 0): 0}


def test_some_among_many_stop_nothing(decider: Decider) -> None:
    """They are quarantined, and the rest goes on."""
    decider.take([*good("court", 0, 40), *bad(40, 39)])
    assert decider.positions[(COURT, 0)] == 79


def test_few_stop_nothing(decider: Decider) -> None:
    """All of a small batch, one fewer than tells of the rest."""
    decider.take(bad(0, LEAST - 1))
    assert decider.positions[(COURT, 0)] == LEAST - 1


def test_one_by_one_they_are_counted_too(decider: Decider) -> None:
    """At a low rate the last ones stand for the batch, also for a process that has just begun."""
    decider.take(good("court", 0, AMONG))
    for offset in range(AMONG, AMONG + LEAST - 1):
        decider.take(bad(offset, 1))
    decider.take(good("hrss", 0, 1))
    with pytest.raises(TooManyFaults):
        decider.take(bad(AMONG + LEAST - 1, 1))


@pytest.mark.parametrize("beside", [0, 1])
def test_offsets_without_a_message_do_not_count(decider: Decider, beside: int) -> None:
    """A sender that writes one message a transaction leaves most offsets empty: of its last
    messages half or more fail, however far apart they are."""
    for offset in range(0, 3 * (LEAST - 1), 3):
        decider.take(good("court", offset, beside))
        decider.take(bad(offset + 1, 1))
    with pytest.raises(TooManyFaults, match=f"{(LEAST - 1) * (1 + beside) + 1} messages"):
        decider.take(bad(3 * LEAST, 1))


def test_what_an_officer_lets_go_does_not_count(decider: Decider, journal: Journal) -> None:
    """Up to the offset named they are quarantined; behind it the count begins anew."""
    with pytest.raises(TooManyFaults):
        decider.take(bad(0, 30))
    act(decider, journal, QuarantineThrough(topic=COURT, partition=0, offset=29))
    decider.take(bad(0, 30))
    decider.take(bad(30, LEAST - 1))
    with pytest.raises(TooManyFaults, match=f"offset 30 to {29 + LEAST}"):
        decider.take(bad(29 + LEAST, 1))
