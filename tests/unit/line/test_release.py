"""The office signs for a held directive, if it is what holds (R12)."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from contract.line_on_store import LineOnStore
from scenario.cast import PRC_01_WAGE, catalogue
from scenario.message import wage

from streams.line.acts import approve
from streams.line.changes import DONE, Changes
from streams.line.command import Approve, Command
from streams.line.entry import Act
from streams.line.memory import MemoryStore
from streams.line.store import Need
from streams.send.directive import Directive

SIGNED = catalogue((replace(PRC_01_WAGE, release="市信用办"),))


def released(hub: LineOnStore, directive: Directive) -> Changes:
    """What signing for a directive comes to."""
    act = Approve(directive_id=directive.directive_id)
    command = Command(
        id=UUID(int=1), by="officer", because="checked", asked_at=datetime.now(UTC), doing=act
    )
    need = Need(
        directives=frozenset({directive.directive_id}), subjects=frozenset({directive.key.subject})
    )
    return approve(hub.entry(Act(command=command)), directive.directive_id, hub.store.load(need))


def test_only_the_last_of_a_measure_is_signed_for() -> None:
    """A correction replaced the first: its terms may not leave any more, those of the last may."""
    store = MemoryStore()
    hub, listed = LineOnStore(store, store.save, SIGNED), wage("W1", until="2028-06-01")
    (first,) = hub.publish(listed).issued.directives
    (last,) = hub.publish(listed.corrected(2, until="2027-06-01")).issued.directives

    stale, holding = released(hub, first), released(hub, last)

    assert not stale.done.approved
    assert str(last.directive_id) in stale.result
    assert holding.result == DONE
    assert holding.done.approved == (last.directive_id,)
