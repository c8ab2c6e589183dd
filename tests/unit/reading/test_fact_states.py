"""Who asks about themselves is not told that something holds which is over."""

from datetime import timedelta

import pytest
from contract.line_on_store import LineOnStore
from scenario.calendar import day
from scenario.cast import CATALOGUE
from scenario.message import Message, continuation, freeze, mark, repair, unfreeze, wage

from streams.identify.pseudonym import record_key
from streams.line.decide import view_of
from streams.line.judgements import judge_subject
from streams.line.memory import MemoryStore
from streams.line.store import Need
from streams.reading.fact_states import state_seen

F = freeze("12", until="06-05")


def state(about: Message, *said: Message, on: str = "06-01") -> str:
    """What is told of a message's fact once all was said, on a day."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE, on=day("06-01"))
    line.publish(about)
    for message in said:
        line.publish(message)
    while line.day < day(on):
        line.tick()
    key = record_key(*about.id)
    subjects = frozenset(new.subject for new in store.subjects.values())
    view = view_of(
        store.load(Need(records=frozenset({key}), subjects=subjects)), line.book, line.day
    )
    fact = view.fact_of(view.records[key])
    (subject,) = subjects
    assert fact is not None
    return state_seen(view, fact, judge_subject(subject, view, line.book.rows))


@pytest.mark.parametrize(
    ("said", "on", "told"),
    [
        ((), "06-05", "STANDING"),
        ((), "06-06", "EXPIRED"),
        ((unfreeze("13", of="12"),), "06-01", "RELEASED"),
        ((unfreeze("13", of="12"), unfreeze("13", of="12").revoked(2)), "06-01", "STANDING"),
        ((continuation("14", of="12", until="07-01"),), "06-06", "STANDING"),
        ((continuation("14", of="12", until="07-01"),), "07-02", "EXPIRED"),
        ((repair("R1", of=F, by="court"),), "06-01", "REPAIRED"),
        ((mark("M1", of=F, by="court"),), "06-01", "MARKED"),
        ((F.revoked(2),), "06-01", "REVOKED"),
        ((F.ended(2, "06-03"),), "06-03", "ENDED"),
    ],
)
def test_of_a_freeze_it_is_told_what_became_of_it(
    said: tuple[Message, ...], on: str, told: str
) -> None:
    """Whoever's account is free again does not read that the freeze is in force."""
    assert state(F, *said, on=on) == told


def test_an_entry_whose_last_day_is_over_is_told_as_over() -> None:
    """Nobody ends a list entry that said itself until when; a repair or an end says more."""
    entry = wage("W1", until="06-05")
    over = f"{day('06-05') + timedelta(days=1):%m-%d}"
    assert state(entry, on="06-05") == "STANDING"
    assert state(entry, on=over) == "EXPIRED"
    assert state(entry, mark("M1", of=entry), on=over) == "EXPIRED"
    assert state(entry, repair("R1", of=entry), on=over) == "REPAIRED"
    assert state(wage("W2"), on=over) == "STANDING"
