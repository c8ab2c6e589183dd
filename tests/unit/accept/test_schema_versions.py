"""A message in an older version of its schema says what it said."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.accepting import APPENDED, CATALOGUE, event, origin, payload, record

from schemas.codec import frame
from schemas.manifest import Manifest, published, read_manifest
from streams.accept.decode import decode
from streams.accept.layout import Layout
from streams.accept.reference_data import ReferenceData, reference_data_of
from streams.kinds.event import Event

SUBJECT = "credit.events.ListEntry"
NEWER_ID = 99_999


def grown(folder: Path, fields: list[dict[str, Any]]) -> Manifest:
    """The hub's manifest with one more version of the list entry, which has more fields."""
    manifest = published()
    old = manifest.latest(SUBJECT)
    assert old is not None
    schema: Any = manifest.schema(old)
    schema["fields"] += fields
    entries = json.loads((manifest.folder / "manifest.json").read_text("utf-8"))
    (folder / "avsc").mkdir()
    for entry in entries.values():
        (folder / entry["file"]).write_text((manifest.folder / entry["file"]).read_text("utf-8"))
    newer = {**entries[str(old.id)], "version": old.version + 1, "file": "avsc/newer.avsc"}
    (folder / "manifest.json").write_text(json.dumps({**entries, str(NEWER_ID): newer}))
    (folder / "avsc" / "newer.avsc").write_text(json.dumps(schema))
    return read_manifest(folder)


@pytest.fixture
def reference(tmp_path: Path) -> ReferenceData:
    """A desk where the list entry has a newer version with a text more."""
    field = {"name": "remark", "type": "string", "default": "", "doc": "备注"}
    return reference_data_of(CATALOGUE, grown(tmp_path, [field]))


def test_the_older_version(reference: ReferenceData) -> None:
    """What was written before the new version is read as before, with the same content hash."""
    older = decode(payload("ListEntry"), origin(appended=APPENDED), "hrss", reference)
    assert older == event("ListEntry")


def test_the_newer_version(reference: ReferenceData) -> None:
    """A field left at its default in the new version leaves the content hash as it was."""
    newer = decode(frame(NEWER_ID, payload("ListEntry")[5:] + b"\0"), origin(), "hrss", reference)
    assert isinstance(newer, Event)
    assert newer.content_hash == event("ListEntry").content_hash


def test_which_version_goes_the_quick_way(reference: ReferenceData) -> None:
    """Only the newest version has a compiled reader; older ones are resolved the plain way."""
    old, new = published().latest(SUBJECT), reference.layouts[NEWER_ID]
    assert old is not None
    older = reference.layouts[old.id]
    assert isinstance(older, Layout)
    assert isinstance(new, Layout)
    assert older.quick is None
    assert new.quick is not None


@pytest.mark.parametrize(
    "kind", ["float", "bytes", {"type": "map", "values": "string"}, ["null", "int", "string"]]
)
def test_a_type_no_check_bounds(tmp_path: Path, kind: object) -> None:
    """A schema with a type that no check bounds stops the start, not the first message."""
    manifest = grown(tmp_path, [{"name": "odd", "type": kind, "doc": "其他"}])
    with pytest.raises(ValueError, match="No check bounds"):
        reference_data_of(CATALOGUE, manifest)


def test_every_kind_has_a_body() -> None:
    """Each event of the manifest can be let in: a sample of it says so in its own words."""
    for contract in published().contracts.values():
        if contract.subject.startswith("credit.events."):
            kind = contract.subject.rpartition(".")[2]
            assert type(event(kind).body).__name__ == kind
            assert record(kind)
