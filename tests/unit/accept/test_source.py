"""Whose a message is: its topic says so, whatever the message says of itself (D6)."""

from contract.line_on_store import LineOnStore
from scenario.cast import CATALOGUE
from scenario.message import penalty

from streams.identify.pseudonym import record_key
from streams.line.memory import MemoryStore


def test_a_message_is_its_topics_departments() -> None:
    """A bureau that writes on behalf of another makes no record of the other's."""
    store = MemoryStore()
    line = LineOnStore(store, store.save, CATALOGUE)
    (version,) = line.publish(penalty("N", on_behalf_of="hrss")).received.versions
    assert version.event.on_behalf_of == "hrss"
    assert version.event.source == "tax"
    assert version.record == record_key("tax", "N")
