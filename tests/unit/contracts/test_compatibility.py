"""What a new version may change, by level."""

import json

import pytest
from avro.schema import Schema, parse

from schemas.compatibility import incompatibilities
from schemas.manifest import Compatibility

BACKWARD, FULL = Compatibility.BACKWARD_TRANSITIVE, Compatibility.FULL_TRANSITIVE
DATE = {"type": "int", "logicalType": "date"}
ID: dict[str, object] = {"name": "id", "type": "string"}
NOTE: dict[str, object] = {"name": "note", "type": "string", "default": ""}
DAY: dict[str, object] = {"name": "day", "type": ["null", DATE], "default": None}


def _enum(*symbols: str, **default: str) -> dict[str, object]:
    return {"name": "e", "type": {"type": "enum", "name": "E", "symbols": symbols} | default}


def _record(*fields: dict[str, object]) -> Schema:
    return parse(json.dumps({"type": "record", "name": "t.R", "fields": fields}))


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ((ID,), (ID, NOTE), FULL),
        ((ID, NOTE), (ID,), FULL),
        ((ID,), (ID, DAY), FULL),
        ((ID, NOTE), (NOTE,), BACKWARD),
        (({"name": "n", "type": "int"},), ({"name": "n", "type": "long"},), BACKWARD),
        ((_enum("U", "A", default="U"),), (_enum("U", "A", "B", default="U"),), FULL),
        ((_enum("U", "A", default="U"),), (_enum("U", default="U"),), FULL),
    ],
)
def test_allowed_change(
    old: tuple[dict[str, object], ...], new: tuple[dict[str, object], ...], level: Compatibility
) -> None:
    """A change the level allows has nothing against it."""
    assert incompatibilities(_record(*new), {1: _record(*old)}, level) == ()


@pytest.mark.parametrize(
    ("old", "new", "level", "said"),
    [
        ((ID,), (ID, {"name": "more", "type": "string"}), BACKWARD, "more"),
        ((ID, NOTE), (NOTE,), FULL, "version 1 cannot read the new version"),
        (({"name": "n", "type": "long"},), ({"name": "n", "type": "int"},), BACKWARD, "int"),
        (({"name": "n", "type": "int"},), ({"name": "n", "type": "long"},), FULL, "long"),
        ((ID,), ({"name": "id", "type": ["null", "string"], "default": None},), FULL, ""),
        ((_enum("A"),), (_enum("A", "B"),), FULL, "missing_enum_symbols"),
        ((ID, NOTE), (ID, NOTE | {"default": "-"}), BACKWARD, "the default of note"),
        ((ID, DAY), (ID, DAY | {"type": ["null", "int"]}), BACKWARD, "the logical type of day"),
    ],
)
def test_forbidden_change(
    old: tuple[dict[str, object], ...],
    new: tuple[dict[str, object], ...],
    level: Compatibility,
    said: str,
) -> None:
    """A change that breaks the level is told in a sentence."""
    found = incompatibilities(_record(*new), {1: _record(*old)}, level)
    assert found
    assert said in " ".join(found)


def test_every_earlier_version_counts() -> None:
    """A field that comes back with another type breaks with the version that had it."""
    first = _record(ID, {"name": "n", "type": "string", "default": ""})
    second = _record(ID)
    third = _record(ID, {"name": "n", "type": "int", "default": 0})
    assert incompatibilities(third, {2: second}, FULL) == ()
    found = incompatibilities(third, {1: first, 2: second}, FULL)
    assert found
    assert all("version 1" in sentence for sentence in found)
