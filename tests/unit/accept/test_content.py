"""The content hash changes with the content and with nothing else (R1)."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from support.accepting import KINDS, accept, event, payload, record, source_of

from schemas.codec import encode
from schemas.manifest import published
from streams.accept.content import RECORDS, content_hash
from streams.kinds import event as envelope
from streams.kinds import kind, order
from streams.kinds.event import Event
from streams.kinds.table import KINDS as BY_NAME

OTHER: dict[str, object] = {
    "record_no": "OTHER-1",
    "effective_from": date(2026, 6, 2),
    "effective_until": date(2029, 6, 2),
    "served_on": None,
    "published_on": None,
    "region": "",
    "subject": record("ListEntry")["subject"] | {"name": "另一公司"},
    "related": [],
    "objects": [{"kind": "VEHICLE", "type": "", "number": "苏D00001"}],
    "on_behalf_of": "市人民政府",
    "document_no": "另一号",
    "legal_basis": [],
    "case": {"case_no": "一", "parties_total": 3, "party_role": ""},
    "severity": "MINOR",
    "intent": "NEGLIGENT",
    "disclosure": "RESTRICTED",
    "notice": None,
    "reason": "补充",
    "on": date(2026, 6, 2),
    "cause": "另一事由",
    "amount_fen": 1,
}


@pytest.mark.parametrize("changes", [{"event_id": "other"}, {"version": 2}, {"action": "CORRECT"}])
def test_what_is_no_content(changes: dict[str, object]) -> None:
    """Trace, version and action are no content."""
    assert event("ListEntry", **changes).content_hash == event("ListEntry").content_hash


def test_place_is_no_content() -> None:
    """The same message on another topic, at another offset, has the same content."""
    other = accept(payload("ListEntry"), "province")
    assert isinstance(other, Event)
    assert other.content_hash == event("ListEntry").content_hash


@pytest.mark.parametrize("field", OTHER)
def test_every_field_is_content(field: str) -> None:
    """A change of any one field is another content, and no two changes give the same one."""
    changed = {name: event("ListEntry", **{name: value}) for name, value in OTHER.items()}
    hashes = {name: found.content_hash for name, found in changed.items()}
    assert hashes[field] != event("ListEntry").content_hash
    assert list(hashes.values()).count(hashes[field]) == 1


def test_spelling_is_no_content() -> None:
    """Another width of a code, spaces around a text, the old form of a number: same content."""
    one = event("JudgmentDefault")
    spelled = record("JudgmentDefault")["subject"] | {
        "name": " 样例甲\u3000",
        "id_type": "01",
        "id_number": "９９９９９９９００１０１００１",
        "birth_date": None,
    }
    assert event("JudgmentDefault", subject=spelled).content_hash == one.content_hash


@pytest.mark.parametrize("kind", KINDS)
def test_defaults_are_no_content(kind: str) -> None:
    """A field left out and the same field with its default are the same content."""
    said = record(kind)
    contract = published().latest(f"credit.events.{kind}")
    assert contract is not None
    schema: Any = published().schema(contract)
    shorter = {
        name: value
        for name, value in said.items()
        if value != {f["name"]: f.get("default", ...) for f in schema["fields"]}[name]
    }
    assert len(shorter) < len(said)
    result = accept(encode(f"credit.events.{kind}", shorter), source_of(kind))
    assert isinstance(result, Event)
    assert result.content_hash == event(kind).content_hash


def test_texts_do_not_run_together() -> None:
    """Length stands before each text, so that moving a border is another content."""
    one = event("ListEntry", legal_basis=["ab", "c"])
    other = event("ListEntry", legal_basis=["a", "bc"])
    assert one.content_hash != other.content_hash


def test_it_is_the_events_own() -> None:
    """An accepted event carries the hash of its content, 32 bytes, always the same."""
    found = event("ListEntry", details=None)
    assert found.content_hash == content_hash(found)
    # Stored hashes outlive a release: this one may change only with a migration.
    assert found.content_hash.hex() == PINNED


PINNED = "c66b6cebf143c1dd9a59fd4d2f2794a7181bf7030a6b78f6c7a091a65449a6cc"


def test_every_part_can_be_written() -> None:
    """Each dataclass of an event has its writer."""
    rooms = [kind.body.__module__ for kind in BY_NAME.values()]
    parts = {
        part
        for module in (envelope, order, kind, *map(import_module, rooms))
        for part in vars(module).values()
        if is_dataclass(part) and getattr(part, "__module__", "") == module.__name__
    }
    ours = {envelope.Origin, order.Order, kind.Kind, kind.Labels, kind.Listed, kind.Punishment}
    assert parts - {*RECORDS} == ours


def test_defaults_agree() -> None:
    """A field's default in the event is its default in the schema, where both have one."""
    for name in KINDS:
        contract = published().latest(f"credit.events.{name}")
        assert contract is not None
        schema: Any = published().schema(contract)
        avro = {f["name"]: f["default"] for f in schema["fields"] if "default" in f}
        own = [
            (f.name, f.default)
            for f in (*fields(Event), *fields(BY_NAME[name].body))
            if f.default is not MISSING
        ]
        for known, default in own:
            if known == "colour":  # UNKNOWN in the schema, which is never let in
                continue
            assert avro[known] == (list(default) if isinstance(default, tuple) else default), known
