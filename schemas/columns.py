"""
Many records of one subject to bytes, column by column: the same bytes as `schemas.codec.encode`.

A record's bytes are those of its fields, one after the other. What is the same in all records is
written once, what takes few values once for each; the rest is put together without a call of
Python's for each record.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import repeat
from typing import Any, Final, TypeAlias

from fastavro import parse_schema, schemaless_writer
from fastavro.types import Schema

from schemas.codec import frame
from schemas.manifest import published


@dataclass(frozen=True, slots=True)
class Same:
    """One value for all records."""

    value: object


@dataclass(frozen=True, slots=True)
class Few:
    """Values of which few are different. `means`: what the schema is given for one of them."""

    values: Iterable[Hashable]
    means: Callable[[Any], object] = lambda value: value


@dataclass(frozen=True, slots=True)
class Texts:
    """A text for each record; the field is a plain string."""

    values: Sequence[str]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number for each record; the field is a plain int or long."""

    values: Sequence[int]


Column: TypeAlias = Same | Few | Texts | Numbers

_LONGS: Final = parse_schema({"type": "array", "items": "long"})
#: The bytes of a number end with the first one below 128.
_NUMBER: Final = re.compile(rb"[\x80-\xff]*[\x00-\x7f]")


def encode_columns(subject: str, count: int, columns: Mapping[str, Column]) -> list[bytes]:
    """
    The framed bytes of `count` records in the newest version of their subject.

    Fields left out take their default. An unknown subject or field is a KeyError, a column of
    another length or a value that does not fit a ValueError or TypeError: all are mistakes of the
    caller.
    """
    header, fields = _fields(subject)
    if unknown := columns.keys() - fields.keys():
        raise KeyError(", ".join(sorted(unknown)))
    pieces: list[Iterable[bytes]] = []
    alike = header
    for name, field in fields.items():
        match columns.get(name):
            case None:
                alike += _bytes_of(field, {})
            case Same(value):
                alike += _bytes_of(field, {name: value})
            case column:
                pieces += (repeat(alike, count), *_pieces(name, field, column))
                alike = b""
    pieces.append(repeat(alike, count))
    return [*map(b"".join, zip(*pieces, strict=True))]


def _pieces(name: str, field: Schema, column: Few | Texts | Numbers) -> Iterator[Iterable[bytes]]:
    """A column's bytes for each record, in one piece or two."""
    match column:
        case Few(values, means):
            known = _Written(lambda value: _bytes_of(field, {name: means(value)}))
            yield map(known.__getitem__, values)
        case Texts(values):
            _must_be(field, "string")
            raw = [*map(str.encode, values)]
            yield _numbers([*map(len, raw)])
            yield raw
        case Numbers(values):
            _must_be(field, "int", "long")
            yield _numbers(values)


class _Written(dict[Hashable, bytes]):
    """Each value's bytes, written when it is first asked for."""

    def __init__(self, write: Callable[[Hashable], bytes]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, value: Hashable) -> bytes:
        made = self[value] = self._write(value)
        return made


def _numbers(values: Sequence[int]) -> list[bytes]:
    """The bytes of each number, out of an array: its length stands before them, a zero behind."""
    out = BytesIO()
    schemaless_writer(out, _LONGS, values)
    return _NUMBER.findall(out.getvalue())[1:-1]


def _bytes_of(field: Schema, record: Mapping[str, object]) -> bytes:
    out = BytesIO()
    schemaless_writer(out, field, record)
    return out.getvalue()


def _must_be(field: Any, *types: str) -> None:
    (only,) = field["fields"]
    if only["type"] not in types:
        raise TypeError(f"{only['name']} is not of the type {' or '.join(types)}")


@cache
def _fields(subject: str) -> tuple[bytes, Mapping[str, Schema]]:
    """A subject's framing, and for each of its fields a record of that one field."""
    manifest = published()
    contract = manifest.newest(subject)
    names: dict[str, Any] = {}
    whole: Any = parse_schema(manifest.schema(contract), named_schemas=names)
    return frame(contract.id, b""), {
        field["name"]: parse_schema(
            {"type": "record", "name": "Alone", "fields": [field]}, named_schemas=dict(names)
        )
        for field in whole["fields"]
    }
