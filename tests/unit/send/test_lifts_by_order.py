"""Lifts that a court's order decides, by their numbers and for every object (R6, R11)."""

from contract.line_on_store import LineOnStore
from scenario.cast import CATALOGUE
from scenario.message import freeze, unfreeze

from streams.line.memory import MemoryStore

ACCOUNTS = [{"kind": "ACCOUNT", "type": "", "number": number} for number in ("1", "2", "3")]


def test_the_first_lift_of_a_measure_has_number_0() -> None:
    """Nothing was decided before for what was never frozen; after a freeze it is number 1."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE)
    (unknown,) = line.publish(unfreeze("13", of="12")).issued.directives
    assert unknown.n == 0
    line.publish(freeze("14"))
    (known,) = line.publish(unfreeze("15", of="14")).issued.directives
    assert known.n == 1


def test_a_revoked_release_leaves_no_object_lifted_by_order() -> None:
    """Of three accounts that were released all three lifts become ordinary ones."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE)
    release = unfreeze("13", of="12")
    line.publish(freeze("12", objects=ACCOUNTS))
    lifts = line.publish(release).issued.directives
    changes = line.publish(release.revoked(2))
    assert set(changes.issued.no_longer_ordered) == {lift.directive_id for lift in lifts}
    assert len(lifts) == 3
