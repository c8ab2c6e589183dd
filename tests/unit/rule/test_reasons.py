"""What a partner is told when a measure is lifted: what became of its own ground."""

from datetime import timedelta

from contract.line_on_store import LineOnStore
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE
from scenario.message import freeze, wage

from streams.accept.codes import CODES
from streams.memory import MemoryStore
from streams.send.directive import DirectiveAction


def line() -> LineOnStore:
    """A line in memory."""
    store = MemoryStore()
    return LineOnStore(store, store.save, CATALOGUE)


def lifts(hub: LineOnStore) -> dict[str, str]:
    """The reason of every LIFT decided so far, by the instance of its measure."""
    return {
        directive.key.instance: directive.reason
        for changes in hub.decided
        for directive in changes.directives
        if directive.action is DirectiveAction.LIFT
    }


def test_a_freeze_that_ran_out_is_not_told_of_another_that_was_revoked() -> None:
    """Two freezes of one court at one bank are one measure with two instances."""
    hub, last = line(), TODAY + timedelta(days=4)
    revoked, running = freeze("12"), freeze("13", until=f"{last:%m-%d}")
    hub.publish(revoked, running)
    hub.publish(revoked.revoked(2))
    for _ in range(5):
        hub.tick()
    assert lifts(hub) == {
        "court|12|": "D2005: the order was ended or revoked",
        "court|13|": f"D2005: ran until {last.isoformat()}",
    }


def test_a_measure_of_several_grounds_is_told_of_one_that_ended() -> None:
    """Its terms name the ground it was imposed on first, which may be another by now (R10)."""
    hub = line()
    first, second = wage("W1", until="2027-01-01"), wage("W2", until="2027-01-01")
    hub.publish(first, second)
    hub.publish(first.revoked(2))
    hub.publish(second.revoked(2))
    assert set(lifts(hub).values()) == {"D2005: the record was ended or revoked"}


def test_what_is_yet_to_take_effect_is_not_told_as_over() -> None:
    """A first day that was corrected to a later one lifts until then; the subject and the partner
    hear that it lies ahead (D2007)."""
    for said in (wage("W1"), freeze("12")):
        hub = line()
        hub.publish(said)
        hub.publish(said.corrected(2, starts="06-15"))
        assert set(lifts(hub).values()) == {"D2007: takes effect on 2026-06-15"}
    assert CODES["D2007"].term != CODES["D2005"].term
