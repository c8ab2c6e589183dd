"""What a partner is told when a measure is lifted: what became of its own ground."""

from datetime import timedelta

from contract.line_on_store import LineOnStore
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE
from scenario.message import freeze, penalty, wage

from streams.accept.codes import codes
from streams.line.memory import MemoryStore
from streams.send.directive import Directive, DirectiveAction

LIFT = DirectiveAction.LIFT


def line() -> LineOnStore:
    """A line in memory."""
    store = MemoryStore()
    return LineOnStore(store, store.save, CATALOGUE)


def lifts(hub: LineOnStore) -> dict[str, str]:
    """The reason of every LIFT decided so far, by the instance of its measure."""
    return {directive.key.instance: directive.reason for directive in lifted(hub)}


def lifted(hub: LineOnStore) -> list[Directive]:
    """Every LIFT decided so far."""
    return [d for changes in hub.decided for d in changes.issued.directives if d.action is LIFT]


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


def test_the_ground_that_held_it_up_last_is_told_of() -> None:
    """The other was revoked before, without a word to the partner (R10): that is not the reason."""
    for last, other in (("W1", "W2"), ("W2", "W1")):
        hub = line()
        said = {number: wage(number, until="2026-06-03") for number in (last, other)}
        hub.publish(*said.values())
        hub.publish(said[other].revoked(2))
        for _ in range(3):
            hub.tick()
        assert set(lifts(hub).values()) == {"D2005: ran until 2026-06-03"}
        named = {g.record_no for d in lifted(hub) for g in d.terms.grounds}
        assert named == {last}


def test_no_other_record_is_told_of() -> None:
    """A decider's record has taken the place of the copy that a measure was imposed on: what became
    of the fact is told, never what keeps an old record of the same subject from grounding it."""
    for number in range(12):
        hub = line()
        old = penalty(f"O{number}", document_no="OLD", decided="2019-05-01")
        copy = penalty("P-N", document_no="N").relayed("province", "P-N")
        own = penalty("N", document_no="N")
        hub.publish(old, copy)
        hub.publish(own)
        hub.publish(own.revoked(2))
        assert set(lifts(hub).values()) == {"D2005: the record was ended or revoked"}
        both = line()
        both.publish(old, copy)
        both.publish(own, own.revoked(2))
        assert set(lifts(both).values()) == {"D2005: the record was ended or revoked"}


def test_what_is_yet_to_take_effect_is_not_told_as_over() -> None:
    """A first day that was corrected to a later one lifts until then; the subject and the partner
    hear that it lies ahead (D2007)."""
    for said in (wage("W1"), freeze("12")):
        hub = line()
        hub.publish(said)
        hub.publish(said.corrected(2, starts="06-15"))
        assert set(lifts(hub).values()) == {"D2007: takes effect on 2026-06-15"}
    assert codes()["D2007"].term != codes()["D2005"].term
