"""
The readers that `streams/accept/compiled.py` writes at run time, as a module of source, with types.

Each of the published schemas of events gets one. The copy's `compile_reader` finds it by a digest
of the schema, and writes a reader as before for any other schema.
"""

import inspect
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from schemas.fingerprint import Json, SchemaJson
from schemas.manifest import published
from streams.accept import compiled
from streams.accept.layout import EVENTS
from streams.accept.shape import fields_of, without_null
from streams.kinds.limit import Limit

HEAD: Final = '''"""Readers of the published schemas of events."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from mypy_extensions import i64

from streams.kinds.limit import Limit, Writing
from streams.accept.text import clean, is_normal as normal

day_of = date.fromordinal


class Leave(Exception):
    """These bytes are for the plain way."""


'''
#: Put after the copy's `compiled.py`, which stays interpreted.
FOUND: Final = """

def _found(schema: SchemaJson) -> Reader:
    import json
    from hashlib import sha256

    from streams.accept.readers import READERS

    digest = sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()
    return READERS.get(digest) or _written(schema)


_written, compile_reader = compile_reader, _found
"""
_TYPES: Final = {"string": "str", "int": "int", "long": "int", "boolean": "bool"}


class _Typed(compiled.ReaderSource):
    """The same source with the types of parameters and variables."""

    def record(self, schema: SchemaJson) -> str:
        name = super().record(schema)
        plain = f"def {name}(data, i):"
        if plain in self.lines:
            at = self.lines.index(plain)
            fields = enumerate(fields_of(schema))
            self.lines[at : at + 1] = [
                f"def {name}(data: bytes, i: i64) -> tuple[dict[str, Any], i64]:",
                *(f"    {number}: i64" for number in "jkmn"),
                "    item: Any",
                *(f"    v{place}: {self._type(field['type'])}" for place, field in fields),
            ]
        return name

    @staticmethod
    def text(into: str, limit: str) -> Iterator[str]:
        yield f"{into}, i = text(data, i, {limit})"

    @staticmethod
    def day(into: str) -> Iterator[str]:
        yield f"{into}, i = day(data, i)"

    def _type(self, schema: Json) -> str:
        inner = without_null(schema)
        optional = "" if inner is schema else " | None"
        if isinstance(inner, str) and inner in self._named:
            inner = self._named[inner]
        match inner:
            case {"logicalType": "date"}:
                found = "date"
            case {"type": "array"}:
                found = "list[Any]"
            case {"type": "enum"}:
                found = "str"
            case {"type": "record"}:
                found = "dict[str, Any]"
            case _:
                found = _TYPES[str(inner)]
        return found + optional


def readers_source() -> str:
    """The module of all readers."""
    text = _function("text", "limit: Limit", "str", compiled.ReaderSource.text("value", "limit"))
    day = _function("day", "", "date", compiled.ReaderSource.day("value"))
    parts = [HEAD, _number_source(), text, day]
    found: list[str] = []
    manifest = published()
    for contract in manifest.contracts.values():
        if not contract.subject.startswith(EVENTS) or manifest.latest(contract.subject) != contract:
            continue
        schema = manifest.schema(contract)
        assert isinstance(schema, dict)
        place, source = len(found), _Typed()
        top = source.record(schema)
        text = "\n".join([*map(_constant, source.constants.items()), "", *source.lines, ""])
        parts.append(_apart(text, place))
        parts.append(_reader(f"{top}_{place}", place))
        digest = sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()
        found.append(f"    {digest!r}: reader_{place},")
    table = "READERS: Final[dict[str, Callable[[bytes], dict[str, Any] | None]]] = {"
    return "\n".join([*parts, table, *found, "}", ""])


def _function(name: str, argument: str, kind: str, lines: Iterator[str]) -> str:
    """What stands in line in a reader written at run time, as a function of its own."""
    head = [f"def {name}(data: bytes, i: i64, {argument}) -> tuple[{kind}, i64]:"]
    head += [f"    {number}: i64" for number in "jkmn"]
    head += [f"    value: {kind}", *(["    limit_longest = limit.longest"] if argument else [])]
    return "\n".join([*head, *(f"    {line}" for line in lines), "    return value, i", ""])


def _number_source() -> str:
    """`number` for lengths beyond one byte."""
    text = inspect.getsource(compiled._number)  # noqa: SLF001  (its text, not what it does)
    text = text.replace("def _number(data: bytes, i: int,", "def number(data: bytes, i: i64,")
    return text.replace("tuple[int, int]", "tuple[int, i64]").replace("_LeaveError", "Leave")


def _constant(named: tuple[str, Any]) -> str:
    name, value = named
    if isinstance(value, Limit):
        return f"{name}: Final = Limit(writing={value.writing}, longest={value.longest})"
    if isinstance(value, tuple):
        return f"{name}: Final[tuple[str, ...]] = {value!r}"
    return f"{name}: Final = {value!r}"


def _apart(text: str, place: int) -> str:
    """Give functions and constants of one reader names of their own in the module."""
    return re.sub(r"\b(read_\w+|c\d+(?:_longest)?)\b", rf"\1_{place}", text)


def _reader(top: str, place: int) -> str:
    return f"""
def reader_{place}(message: bytes) -> dict[str, Any] | None:
    try:
        record, end = {top}(message, 5)
    except (Leave, IndexError, UnicodeDecodeError):
        return None
    return record if end == len(message) else None

"""
