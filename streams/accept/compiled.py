"""
A reader compiled from an event's schema: the quick way through the guards of `wire.py`.

It takes only what needs no second look: the canonical bytes of a record, with every text clean and
every day in the calendar. All else it leaves to the plain way, whose answer counts in any case:
where both read a message they find the same record, which a property test holds them to.

The source is written from the hub's own schemas, never from a message.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from schemas.codec import Record
from schemas.fingerprint import Json, SchemaJson
from streams.accept.limits import limit_of
from streams.accept.shape import EARLIEST_DAY, EPOCH, LATEST_DAY, fields_of, without_null
from streams.accept.text import clean, is_normal

#: A framed message's record, swept, or None: leave it to the plain way.
Reader = Callable[[bytes], Record | None]

#: Where the record begins: a zero and the id in four bytes stand before it.
_HEADER: Final = 5
_INT: Final = 2**31
_LONG: Final = 2**63


class _LeaveError(Exception):
    """These bytes are for the plain way."""


def compile_reader(schema: SchemaJson) -> Reader:
    """The reader of one schema. A type it cannot read is a ValueError, at the start."""
    source = ReaderSource()
    top = source.record(schema)
    space: dict[str, Any] = {
        "Leave": _LeaveError,
        "clean": clean,
        "normal": is_normal,
        "number": _number,
        "day_of": date.fromordinal,
        **source.constants,
    }
    exec("\n".join(source.lines), space)  # noqa: S102  (its own schemas are its only input)
    read = space[top]

    def reader(message: bytes) -> Record | None:
        try:
            record, end = read(message, _HEADER)
        except (_LeaveError, IndexError, UnicodeDecodeError):
            return None
        return record if end == len(message) else None

    return reader


def _number(data: bytes, i: int, bound: int) -> tuple[int, int]:
    """A number of any length within ±bound, written as short as can be, and the place after it."""
    raw = shift = 0
    while (byte := data[i]) > 127:
        raw |= (byte & 127) << shift
        shift, i = shift + 7, i + 1
    raw |= byte << shift
    value = (raw >> 1) ^ -(raw & 1)
    if (byte == 0 and shift) or not -bound <= value < bound:
        raise _LeaveError
    return value, i + 1


class ReaderSource:
    """The source of one reader: a function per record, in which `i` is the place in `data`."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, object] = {}
        self._named: dict[str, Json] = {}

    def record(self, schema: SchemaJson) -> str:
        """Write the function of a record (once); its name."""
        full = f"{schema.get('namespace', '')}.{schema['name']}"
        function = "read_" + full.replace(".", "_")
        if full in self._named:
            return function
        self._named[full] = schema
        fields = fields_of(schema)
        body: list[str] = []
        for place, field in enumerate(fields):
            limit = self._constant(limit_of(str(schema["name"]), str(field["name"])))
            body += self._value(field["type"], f"v{place}", limit)
        pairs = ", ".join(f"{field['name']!r}: v{place}" for place, field in enumerate(fields))
        self.lines += [
            f"def {function}(data, i):",
            *(f"    {line}" for line in body),
            f"    return {{{pairs}}}, i",
        ]
        return function

    def _value(self, schema: Json, into: str, limit: str) -> Iterator[str]:
        inner = without_null(schema)
        if inner is schema:
            yield from self._plain(inner, into, limit)
            return
        yield from ("n = data[i]", "i += 1", "if n == 0:", f"    {into} = None", "elif n == 2:")
        yield from _indented(self._plain(inner, into, limit))
        yield from ("else:", "    raise Leave")

    def _plain(self, schema: Json, into: str, limit: str) -> Iterator[str]:
        if isinstance(schema, str) and schema in self._named:
            schema = self._named[schema]
        match schema:
            case "string":
                yield from self.text(into, limit)
            case {"type": "int", "logicalType": "date"}:
                yield from self.day(into)
            case "int":
                yield from _whole(into, _INT)
            case "long":
                yield from _whole(into, _LONG)
            case "boolean":
                yield from ("n = data[i]", "i += 1", "if n > 1:", "    raise Leave")
                yield f"{into} = n == 1"
            case {"type": "enum"} if isinstance(schema, dict):
                yield from self._symbol(schema, into)
            case {"type": "array", "items": items}:
                yield from self._list(items, into, limit)
            case {"type": "record"} if isinstance(schema, dict):
                yield f"{into}, i = {self.record(schema)}(data, i)"
            case _:
                raise ValueError(f"No reader for the type {schema!r}.")

    def _symbol(self, schema: SchemaJson, into: str) -> Iterator[str]:
        symbols = schema["symbols"]
        assert isinstance(symbols, list)
        assert len(symbols) <= 64, "an index takes one byte"
        self._named[f"{schema.get('namespace', '')}.{schema['name']}"] = schema
        yield "n = data[i]"
        yield f"if n & 1 or n > {2 * len(symbols) - 2}:"
        yield "    raise Leave"
        yield f"{into} = {self._constant(tuple(symbols))}[n >> 1]"
        yield "i += 1"

    def _list(self, items: Json, into: str, limit: str) -> Iterator[str]:
        """One block of at most 63 items, which is how nearly every list is written."""
        yield from (
            f"{into} = []",
            "n = data[i]",
            "if n:",
            "    if n & 129:",
            "        raise Leave",
        )
        yield from ("    i += 1", "    for _ in range(n >> 1):")
        yield from _indented(_indented(self._plain(items, "item", limit)))
        yield from (f"        {into}.append(item)", "    if data[i]:", "        raise Leave")
        yield "i += 1"

    def _constant(self, value: object) -> str:
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        if hasattr(value, "longest"):
            self.constants[f"{name}_longest"] = value.longest
        return name

    @staticmethod
    def text(into: str, limit: str) -> Iterator[str]:
        """A text of at most 8,191 bytes."""
        yield from ("n = data[i]", "if n:", "    if n < 128:", "        i += 1", "    else:")
        yield from (
            "        m = data[i + 1]",
            "        if not 0 < m < 128:",
            "            raise Leave",
        )
        yield from ("        n = n & 127 | m << 7", "        i += 2")
        yield from ("    if n & 1:", "        raise Leave", "    j = i + (n >> 1)")
        yield from (f"    {into} = data[i:j].decode()", "    i = j")
        # What is printable has no space but the plain one; `clean` would leave such a text alone.
        fits = f"{into}.isprintable() and len({into}) <= {limit}_longest"
        spelt = f"({into}.isascii() or normal({into}, {limit}))"
        yield f'    if not ({fits} and {into}[0] != " " != {into}[-1] and {spelt}):'
        yield from (f"        if clean({into}, {limit}) != {into}:", "            raise Leave")
        yield from ("else:", f'    {into} = ""', "    i += 1")

    @staticmethod
    def day(into: str) -> Iterator[str]:
        """A day of at most three bytes, which is until the year 4840."""
        yield from ("n = data[i]", "i += 1", "if n > 127:", "    m = data[i]", "    i += 1")
        yield from ("    if m > 127:", "        k = data[i]", "        i += 1")
        yield from ("        if not 0 < k < 128:", "            raise Leave")
        yield from ("        n = n & 127 | (m & 127) << 7 | k << 14", "    elif m:")
        yield from ("        n = n & 127 | m << 7", "    else:", "        raise Leave")
        yield from ("n = (n >> 1) ^ -(n & 1)", f"if not {EARLIEST_DAY} <= n <= {LATEST_DAY}:")
        yield from ("    raise Leave", f"{into} = day_of(n + {EPOCH})")


def _whole(into: str, bound: int) -> Iterator[str]:
    yield from ("n = data[i]", "if n < 128:", f"    {into} = (n >> 1) ^ -(n & 1)", "    i += 1")
    yield from ("else:", f"    {into}, i = number(data, i, {bound})")


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
