"""
Records to bytes and back, in Confluent's framing: a zero, the schema id in four bytes, the record.

Schemas are read and parsed when first needed and then kept. Dates go in and come back as `date`,
timestamps as `datetime` with UTC, enums as their symbols. Bytes of a stranger need the guards of
`streams.accept` before them: size, canonical form, ranges.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, TypeAlias

from fastavro import parse_schema, schemaless_reader, schemaless_writer
from fastavro.types import Schema

from schemas.manifest import Contract, published

#: A decoded record; its shape is the schema's, which a type checker cannot see.
Record: TypeAlias = dict[str, Any]

_HEADER = struct.Struct(">BI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Framed:
    """Bytes that have the framing; whether the id is known is not said."""

    schema_id: int
    payload: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A record with the version it was written in, read as the newest version of its subject."""

    contract: Contract
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Why bytes are no record: E1501 unknown schema id, E1502 anything else."""

    code: str
    why: str


def parsed(schema_id: int) -> Schema | None:
    """The schema of a known id, parsed for fastavro; None if the id is unknown."""
    return _parsed(schema_id) if schema_id in published().contracts else None


def encode(subject: str, record: Mapping[str, object]) -> bytes:
    """
    The framed bytes of a record in the newest version of its subject.

    Fields left out take their default. An unknown subject is a KeyError, a record that does not
    fit its schema a ValueError or TypeError: both are mistakes of the caller.
    """
    header, schema = _writer(subject)
    out = BytesIO()
    out.write(header)
    schemaless_writer(out, schema, record)
    return out.getvalue()


def encode_again(decoded: Decoded) -> bytes:
    """
    The framed bytes of a decoded record in the version it was written in.

    These are the bytes it was decoded from, if they were canonical. Raises as `encode` does.
    """
    out = BytesIO()
    out.write(frame(decoded.contract.id, b""))
    schemaless_writer(out, _parsed(decoded.contract.id), decoded.record)
    return out.getvalue()


def frame(schema_id: int, payload: bytes) -> bytes:
    """The payload with its framing before it."""
    return _HEADER.pack(0, schema_id) + payload


def unframe(message: bytes) -> Framed | Unreadable:
    """The id and the payload of framed bytes; the id need not be known."""
    if len(message) < _HEADER.size:
        return Unreadable(code="E1502", why=f"{len(message)} bytes are too few for the framing")
    magic, schema_id = _HEADER.unpack_from(message)
    if magic != 0:
        return Unreadable(code="E1502", why=f"the first byte is {magic}, not 0")
    return Framed(schema_id=schema_id, payload=message[_HEADER.size :])


def decode_known(message: bytes) -> Decoded | Unreadable:
    """The record of framed bytes whose id the manifest has, without a byte left over."""
    framed = unframe(message)
    if isinstance(framed, Unreadable):
        return framed
    contract = published().contracts.get(framed.schema_id)
    if contract is None:
        return Unreadable(code="E1501", why=f"schema id {framed.schema_id} is not known")
    source = BytesIO(framed.payload)
    try:
        record = schemaless_reader(source, _parsed(contract.id), _resolving(contract.id))
    except Exception as error:  # noqa: BLE001  (fastavro raises whatever the bytes lead it to)
        return Unreadable(code="E1502", why=f"not a {contract.subject}: {type(error).__name__}")
    if left := len(framed.payload) - source.tell():
        return Unreadable(code="E1502", why=f"{left} bytes are left over")
    assert isinstance(record, dict)
    return Decoded(contract=contract, record=record)


@cache
def _parsed(schema_id: int) -> Schema:
    manifest = published()
    # An own table of names for each: two versions of a record share their names.
    return parse_schema(manifest.schema(manifest.contracts[schema_id]), named_schemas={})


@cache
def _writer(subject: str) -> tuple[bytes, Schema]:
    contract = published().newest(subject)
    return frame(contract.id, b""), _parsed(contract.id)


@cache
def _resolving(schema_id: int) -> Schema | None:
    """The newest schema of the same subject, None if this one is it."""
    manifest = published()
    newest = manifest.newest(manifest.contracts[schema_id].subject)
    return None if newest.id == schema_id else _parsed(newest.id)
