"""What waits has been told so, and nothing else has: receipts against what the store keeps."""

from collections.abc import Iterable, Mapping

from simulation.broken import hold
from simulation.entries import Place
from streams.accept.outcome import Outcome
from streams.kinds.event import CONTENT
from streams.line.memory import MemoryStore
from streams.merge.record import Record, Version, fold

WAITING = frozenset({Outcome.PARKED, Outcome.PARK_EXPIRED})


def waiting_is_told(store: MemoryStore, told: Mapping[Place, Outcome]) -> None:
    """Of what a record that waits says, the first to say it is told that it waits, and no other."""
    for key, versions in store.versions.items():
        record = fold(versions)
        waits = {v.number for v in record.versions if told[place_of(v)] in WAITING}
        said = (record.source, record.record_no, waits)
        if key not in store.waiting:
            hold("waits no more", not waits, said)
            continue
        could = {v.number for v in _waiting(record)}
        hold("waits with what rules", waits <= could, said)
        hold("what waits is told", waits if record.asserted else waits == could, said)


def place_of(version: Version) -> Place:
    """Where the version's message stood."""
    origin = version.event.origin
    return (origin.topic, origin.partition, origin.offset)


def _waiting(record: Record) -> Iterable[Version]:
    """Every version until the record is asserted; then those that say what rules."""
    if not record.asserted or record.content is None:
        return record.versions
    rules = record.content.event.content_hash
    same = (v for v in record.versions if v.event.content_hash == rules)
    return (v for v in same if v.event.action in CONTENT)
