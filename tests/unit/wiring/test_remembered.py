"""What the store remembers of versions it wrote or read."""

from dataclasses import replace
from uuid import UUID

from accepting import desk, origin, payload, source_of

from streams.accept.decode import decode
from streams.accept.event import Event
from streams.merge.record import Version
from streams.wiring.database import remembered
from streams.wiring.database.remembered import Remembered

RECORD, SUBJECT, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
PLACE = (1, 0, 7)


def version() -> Version:
    """Return a version as an entry writes it."""
    kind = "AdministrativePenalty"
    event = decode(payload(kind), origin(source_of(kind)), source_of(kind), desk())
    assert isinstance(event, Event)
    return Version(record=RECORD, event=event, subject=SUBJECT)


def test_what_a_row_says_otherwise_is_not_remembered() -> None:
    """A version of an entry that was not committed counts only where the row is the same."""
    known, kept = Remembered(), version()
    known.keep(PLACE, kept)
    content = kept.event.content_hash
    assert known.find(PLACE, content, (RECORD, SUBJECT, None, None)) is kept
    assert known.find(PLACE, content, (RECORD, OTHER, None, None)) is None
    assert known.find(PLACE, bytes(32), (RECORD, SUBJECT, None, None)) is None
    assert known.find((1, 0, 8), content, (RECORD, SUBJECT, None, None)) is None


def test_memory_is_bounded() -> None:
    """Beyond the bound the version that has been there longest is forgotten."""
    known, kept = Remembered(), version()
    keys = (RECORD, SUBJECT, None, None)
    for offset in range(remembered.MOST + 1):
        known.keep((1, 0, offset), replace(kept))
    assert known.find((1, 0, 0), kept.event.content_hash, keys) is None
    assert known.find((1, 0, 1), kept.event.content_hash, keys) == kept
