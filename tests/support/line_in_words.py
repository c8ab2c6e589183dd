"""
All that the line makes of some thousand messages, in words that differ where anything differs.

`python line_in_words.py`, with the packages to be asked on PYTHONPATH. The mix of the figures
is decided on the plain store; hostile messages, and good ones with bytes changed, are read. The
first line says what runs.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from random import Random

from contract.line_on_store import KEY, LineOnStore
from support.accepting import KINDS, payload, reference, source_of

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.manifest import published
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader
from streams.deciding.message import EVENTS, Message
from streams.line.changes import Changes
from streams.line.entry import Arrival
from streams.line.memory import MemoryStore
from streams.operate.load.traffic import publications
from streams.operate.machine_code import compiled

DAY = date(2026, 11, 24)
#: 12:00 of that day in Shanghai.
APPENDED_AT_MS = 1_795_492_800_000
FILES = Path(__file__).parents[1] / "hostile" / "files" / "events"
DECIDED, CHANGED, BATCH = 3_000, 2_000, 300


def words(value: object) -> str:
    """Every field of a value, also those that its `repr` leaves out; sets in an order."""
    if is_dataclass(value):
        told = (f"{each.name}={words(getattr(value, each.name))}" for each in fields(value))
        return f"{type(value).__name__}({', '.join(told)})"
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{words(key)}: {words(held)}' for key, held in value.items())}}}"
    if isinstance(value, frozenset | set):
        return f"{{{', '.join(sorted(map(words, value)))}}}"
    if isinstance(value, tuple | list):
        return f"{type(value).__name__}[{', '.join(map(words, value))}]"
    return f"{type(value).__name__} {value!r}"


def message(source: str, offset: int, content: bytes) -> Message:
    """A message as the worker reads it."""
    return Message(
        topic=f"{EVENTS}{source}",
        partition=0,
        offset=offset,
        appended_at_ms=APPENDED_AT_MS,
        payload=content,
    )


def decisions(number: int) -> Iterator[tuple[Sequence[Arrival], Changes]]:
    """So many messages of the mix, entry by entry: what was taken in, and all that changed."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    store = MemoryStore()
    line = LineOnStore(store, store.save, catalogue, on=DAY)
    reader = Reader(
        reference=reference_data_of(next_catalogue(None, catalogue, DAY), published()), key=KEY
    )
    told, offsets = publications(number), count()
    while batch := [message(t.department, next(offsets), t.payload) for t in islice(told, BATCH)]:
        arrivals = [reader.read(each) for each in batch]
        yield arrivals, line.decide(arrivals)


def decided() -> Iterator[str]:
    """The same in words."""
    for arrivals, changes in decisions(DECIDED):
        yield words(arrivals)
        yield words(changes)


def read() -> Iterator[str]:
    """Hostile files, and good messages with bytes changed, taken out and put in."""
    reader, chance, offsets = Reader(reference=reference(), key=KEY), Random(7), count()
    for file in sorted(FILES.iterdir()):
        yield words(reader.read(message("hrss", next(offsets), file.read_bytes())))
    good = [(source_of(kind), payload(kind)) for kind in KINDS]
    for _ in range(CHANGED):
        source, content = chance.choice(good)
        place, length = chance.randrange(5, len(content)), chance.randrange(3)
        changed = content[:place] + chance.randbytes(length) + content[place + length % 2 :]
        yield words(reader.read(message(source, next(offsets), changed)))


def main() -> None:
    """A digest of each, one a line."""
    sys.stdout.write(f"{'machine code' if compiled() else 'plain Python'}\n")
    for text in (*decided(), *read()):
        sys.stdout.write(f"{sha256(text.encode()).hexdigest()} {text[:40]}\n")


if __name__ == "__main__":
    main()
