"""
How each schema id of the manifest is read: parsed for both readers, and its record's shape.

Dates are read as days, since a day beyond the calendar is a field to name and not a broken message.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

import avro.schema
from fastavro import parse_schema
from fastavro.types import Schema

from schemas.fingerprint import Json, SchemaJson
from schemas.manifest import Contract, Manifest
from streams.accept.compiled import Reader, compile_reader
from streams.accept.shape import Shape, shape_of

#: Namespace of the records a department may send.
EVENTS: Final = "credit.events."


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """
    One version of one kind of event.

    `kind` is the record's name without its namespace. `writer` reads and writes the bytes,
    `strict` is the same for the second reader, `newest` what the line works on (None: the same),
    `shape` belongs to `newest`. `quick` reads nearly every message of the newest version at once.
    """

    kind: str
    writer: Schema = field(repr=False)
    strict: avro.schema.Schema = field(repr=False)
    newest: Schema | None = field(repr=False)
    shape: Shape = field(repr=False)
    quick: Reader | None = field(repr=False)


@cache
def layouts_of(manifest: Manifest) -> Mapping[int, Layout | None]:
    """
    The layout of every known id; None for the hub's other records, which no department sends.

    Every schema is parsed and compiled once in a process, which takes some 50 ms.
    """
    return MappingProxyType(
        {
            number: _layout(contract, manifest) if contract.subject.startswith(EVENTS) else None
            for number, contract in manifest.contracts.items()
        }
    )


def _layout(contract: Contract, manifest: Manifest) -> Layout:
    own = _record(contract, manifest)
    newest_contract = manifest.newest(contract.subject)
    newest = _record(newest_contract, manifest)
    return Layout(
        kind=contract.subject.removeprefix(EVENTS),
        writer=_parsed(own),
        strict=avro.schema.parse(json.dumps(_days_as_numbers(own))),
        newest=None if newest_contract == contract else _parsed(newest),
        shape=shape_of(newest),
        quick=compile_reader(own) if newest_contract == contract else None,
    )


def _record(contract: Contract, manifest: Manifest) -> SchemaJson:
    schema = manifest.schema(contract)
    assert isinstance(schema, dict)
    return schema


def _parsed(schema: SchemaJson) -> Schema:
    plain = _days_as_numbers(schema)
    assert isinstance(plain, dict)
    # An own table of names for each: two versions of a record share their names.
    return parse_schema(plain, named_schemas={})


def _days_as_numbers(schema: Json) -> Json:
    if isinstance(schema, dict):
        return {
            key: value if key == "default" else _days_as_numbers(value)
            for key, value in schema.items()
            if key != "logicalType"
        }
    if isinstance(schema, list):
        return [_days_as_numbers(item) for item in schema]
    return schema
