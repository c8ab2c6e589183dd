"""What the hub refuses for want of a field, or as too long, is said before."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from support.accepting import ENDING, KINDS, said
from support.imports import ROOT

from schemas.manifest import published
from schemas.samples import sample
from streams.accept.layout import EVENTS
from streams.accept.limits import limits
from streams.accept.outcome import Refused
from streams.kinds.limit import DEFAULT

#: Codes of a field that is not there.
WANTING = {"E1005", "E1101", "E1105", "E1304"}
ENDINGS: Mapping[str, Mapping[str, object]] = {
    "END": {**ENDING, "on": date(2026, 6, 1)},
    "REVOKE": ENDING,
}


def _fields(schema: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every field of a record and of the records in it, by its path."""
    for field in schema["fields"]:
        yield at + field["name"], field
        kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
        for kind in kinds:
            if isinstance(kind, dict) and kind["type"] == "record":
                yield from _fields(kind, f"{at}{field['name']}.")


def _blank(field: Mapping[str, Any]) -> object:
    """What stands in a field where nothing is said; ... where something always is."""
    kind = field["type"]
    if isinstance(kind, list):
        return None
    if isinstance(kind, dict):
        return [] if kind["type"] == "array" else ...
    return {"string": "", "boolean": False}.get(kind, ...)


def _with(record: Mapping[str, Any], path: str, value: object) -> Mapping[str, Any] | None:
    """The record with another value at a path, None where there is none to replace."""
    name, _, rest = path.partition(".")
    if not rest:
        return None if record[name] == value else {**record, name: value}
    inner = record[name] and _with(record[name], rest, value)
    return {**record, name: inner} if inner else None


@pytest.mark.parametrize("action", ["ASSERT", "CORRECT", "END", "REVOKE"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_must_be_there_says_so(kind: str, action: str) -> None:
    """Each field of a sample is left out by itself: where the hub then refuses for want of a field,
    that field is told to be required."""
    full = {**sample(EVENTS + kind), **ENDINGS.get(action, {}), "action": action, "version": 2}
    contract = published().latest(EVENTS + kind)
    assert contract is not None
    fields = dict(_fields(published().schema(contract)))
    silent = set()
    for path, field in fields.items():
        blank = _blank(field)
        less = None if blank is ... else _with(full, path, blank)
        found = said(kind, **less) if less else None
        wanting = found.field if isinstance(found, Refused) and found.code in WANTING else ""
        if wanting and "equired" not in fields[wanting]["doc"]:
            silent.add(f"{path}: {wanting}")
    assert silent == set()


def test_every_length_is_told() -> None:
    """The page on contracts has each field that is not of the common length, under its own."""
    page = (ROOT / "docs" / "contracts.md").read_text("utf-8")
    told = {
        (int(longest.replace(",", "")), name)
        for longest, names in re.findall(r"^\| ([\d,]+) \| (.*`.*) \|$", page, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    }
    lengths = {(limit.longest, field.partition(".")[2]) for field, limit in limits().items()}
    assert told == {one for one in lengths if one[0] != DEFAULT.longest}
    assert f"at most {DEFAULT.longest} characters" in page
