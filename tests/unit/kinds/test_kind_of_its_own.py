"""A kind of event is a source, a module and a row: added as CONTRIBUTING says, it is acted upon."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Final
from uuid import UUID

import pytest
from catalogues import loaded
from catalogues import sample as sample_city
from fastavro import parse_schema, schemaless_writer

from schemas.codec import Record
from schemas.expand import write
from schemas.manifest import FOLDER, Manifest, read_manifest
from schemas.samples import sample
from schemas.source import read_sources
from streams.accept.desk import desk_of
from streams.accept.outcome import Outcome, Refused
from streams.changes import Changes
from streams.entry import Arrival, Arrived, Batch, Entry
from streams.identify.pseudonym import PseudonymKey
from streams.kinds import table
from streams.kinds.event import Event
from streams.kinds.kind import Kind, Labels, Nature
from streams.kinds.limit import NUMBER
from streams.kinds.problem import Problem
from streams.line import decide_batch, need_of, rulebook
from streams.memory import MemoryStore
from streams.wiring.deciding.arrivals import Reader
from streams.wiring.deciding.message import Message

TODAY: Final = date(2026, 6, 1)
NOON: Final = datetime(2026, 6, 1, 4, tzinfo=UTC)
SOURCE: Final = {
    "version": 1,
    "compatibility": "BACKWARD_TRANSITIVE",
    "envelope": True,
    "doc": "An authority found that a document was forged (伪造证明).",
    "fields": [
        {"name": "forged", "type": "text", "doc": "Number of what was forged."},
        {"name": "fine_fen", "type": "long", "default": 0, "doc": "The fine, in fen."},
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgery:
    """伪造证明: an authority found that a document was forged."""

    forged: str = ""
    fine_fen: int = 0


def _read(record: Record, complete: bool) -> Forgery | Problem:
    if complete and not record["forged"]:
        return Problem(code="E1101", field="forged")
    return Forgery(forged=record["forged"], fine_fen=record["fine_fen"])


def _key(event: Event, forgery: Forgery, subject: str) -> tuple[str, ...]:
    return (forgery.forged, event.authority.uscc, subject)


def _triggers(_forgery: Forgery) -> tuple[str, ...]:
    return ("penalty/FORGERY",)


def _reason(forgery: Forgery) -> str:
    return f"伪造{forgery.forged}"


KIND: Final = Kind(
    body=Forgery,
    nature=Nature.FACT,
    labels=Labels(english="forgery", chinese="伪造证明"),
    read=_read,
    limits={"Forgery.forged": NUMBER},
    key=_key,
    triggers=_triggers,
    reason=_reason,
)


class Line:
    """The line on its plain store, with a desk on which the new contract lies."""

    def __init__(self, manifest: Manifest) -> None:
        city = sample_city()
        tax = replace(city.departments["tax"], kinds=frozenset({"Forgery"}))
        ban = next(row for row in city.measures if row.measure == "PRC-01" and not row.valid_until)
        row = replace(ban, trigger="penalty/FORGERY", released=frozenset({"reason"}))
        catalogue = replace(
            city, departments={**city.departments, "tax": tax}, measures=(*city.measures, row)
        )
        catalogue = loaded(catalogue, TODAY)
        self._book = rulebook(catalogue)
        key = PseudonymKey(version=1, secret=bytes(32))
        self._reader = Reader(desk=desk_of(catalogue, manifest), key=key)
        self._contract = manifest.newest("credit.events.Forgery")
        self._schema = parse_schema(dict(manifest.schema(self._contract)), named_schemas={})
        self._store = MemoryStore()
        self._offset = 0
        self.decided: list[Changes] = []

    def publish(self, **says: object) -> Arrival:
        """Read the bytes of one message and decide it."""
        envelope = {
            name: value
            for name, value in sample("credit.events.AdministrativePenalty").items()
            if name in sample("credit.events.ListEntry")
        }
        message = Message(
            topic="credit.events.tax",
            partition=0,
            offset=self._offset,
            appended_at_ms=int(NOON.timestamp() * 1000),
            payload=self._bytes(envelope | {"forged": "12号"} | says),
        )
        self._offset += 1
        arrival = self._reader.read(message)
        batch = Batch(arrivals=(arrival,))
        number = len(self.decided) + 1
        entry = Entry(id=UUID(int=number), number=number, day=TODAY, judged_at=NOON, work=batch)
        changes = decide_batch(entry, batch, self._store.load(need_of(batch)), self._book)
        self._store.save(changes)
        self.decided.append(changes)
        return arrival

    def _bytes(self, record: Mapping[str, object]) -> bytes:
        written = BytesIO()
        schemaless_writer(written, self._schema, record)
        return b"\x00" + self._contract.id.to_bytes(4, "big") + written.getvalue()


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A line to which the kind was added, in all its parts."""
    folder = tmp_path / "schemas"
    for part in ("avsc", "sources"):
        shutil.copytree(FOLDER / part, folder / part)
    shutil.copy(FOLDER / "manifest.json", folder)
    source = folder / "sources" / "credit.events.Forgery.json"
    source.write_text(json.dumps(SOURCE), encoding="utf-8")
    write(read_sources(folder / "sources"), read_manifest(folder))
    monkeypatch.setitem(table._BY_NAME, "Forgery", KIND)
    return Line(read_manifest(folder))


def test_it_is_played_from_bytes_to_a_directive(line: Line) -> None:
    """Its trigger grounds a measure, whose terms tell the reason that the kind gives."""
    arrival = line.publish()
    assert isinstance(arrival, Arrived)
    assert arrival.event.body == Forgery(forged="12号")
    (directive,) = line.decided[-1].issued.directives
    assert (directive.key.measure, directive.action) == ("PRC-01", "IMPOSE")
    assert directive.terms.reason == "伪造12号"


def test_its_content_makes_repeats_and_corrections(line: Line) -> None:
    """The same content again is a repeat; other content in a higher version is a correction."""
    line.publish()
    line.publish()
    line.publish(version=2, action="CORRECT", forged="13号")
    outcomes = [receipt.outcome for changes in line.decided for receipt in changes.issued.receipts]
    assert outcomes[0] is Outcome.ACCEPTED
    assert outcomes[1] is Outcome.REPEAT
    assert Outcome.CORRECTED in outcomes[2:]
    assert line.decided[-1].issued.directives[0].terms.reason == "伪造13号"


def test_what_it_cannot_do_without_is_refused(line: Line) -> None:
    """A field that the kind needs, and a text longer than its limit, are named."""
    wanting = line.publish(forged="")
    assert isinstance(wanting, Refused)
    assert (wanting.code, wanting.field) == ("E1101", "forged")
    long = line.publish(forged="一" * 129)
    assert isinstance(long, Refused)
    assert (long.code, long.field) == ("E1106", "forged")
