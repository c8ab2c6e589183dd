"""
Values in PostgreSQL's binary formats, each with its length before it, as `COPY` takes them.

Rows are written by the thousand: this is a fifth of the cost of asking the driver for each value.
"""

import struct
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

#: Opening and end of a binary `COPY`.
OPENING: Final = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
END: Final = b"\xff\xff"
#: No value.
NULL: Final = b"\xff\xff\xff\xff"

_COUNT: Final = struct.Struct(">h")
_LENGTH: Final = struct.Struct(">i")
_INT2: Final = struct.Struct(">ih")
_INT4: Final = struct.Struct(">ii")
_INT8: Final = struct.Struct(">iq")
_ARRAY: Final = struct.Struct(">iiIii")
_SIXTEEN: Final = b"\x00\x00\x00\x10"
_EMPTY: Final = bytes(4)
_TRUE: Final = b"\x00\x00\x00\x01\x01"
_FALSE: Final = b"\x00\x00\x00\x01\x00"

#: Where PostgreSQL counts days and microseconds from.
_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_EPOCH_DAY: Final = date(2000, 1, 1).toordinal()

_INT8_OID: Final = 20
_INT2_OID: Final = 21
_INT4_OID: Final = 23
_TEXT_OID: Final = 25
_DATE_OID: Final = 1082
UUID_OID: Final = 2950


def row(*values: bytes) -> bytes:
    """A row of values made by the functions below."""
    return _COUNT.pack(len(values)) + b"".join(values)


def uuid(value: UUID | None) -> bytes:
    """A uuid."""
    return NULL if value is None else _SIXTEEN + value.int.to_bytes(16, "big")


def int2(value: int) -> bytes:
    """A smallint; `struct.error` where it is too wide, as with all numbers here."""
    return _INT2.pack(2, value)


def int4(value: int) -> bytes:
    """An integer."""
    return _INT4.pack(4, value)


def int8(value: int) -> bytes:
    """A bigint."""
    return _INT8.pack(8, value)


def bytea(value: bytes) -> bytes:
    """Bytes."""
    return _LENGTH.pack(len(value)) + value


def text(value: str) -> bytes:
    """A text in UTF-8; a NUL in it is for the server to refuse."""
    raw = value.encode()
    return _LENGTH.pack(len(raw)) + raw


def jsonb(value: str) -> bytes:
    """A text of JSON, with the version of the format before it."""
    return bytea(b"\x01" + value.encode())


def boolean(value: bool) -> bytes:
    """A boolean."""
    return _TRUE if value else _FALSE


def day(value: date | None) -> bytes:
    """A date."""
    return NULL if value is None else _INT4.pack(4, value.toordinal() - _EPOCH_DAY)


def moment(value: datetime) -> bytes:
    """A timestamptz, to the microsecond."""
    since = value - _EPOCH
    return _INT8.pack(8, (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds)


def uuids(values: Sequence[UUID | None]) -> bytes:
    """A uuid[], which may hold nulls."""
    return _array(UUID_OID, [uuid(value) for value in values], nulls=None in values)


def int2s(values: Sequence[int]) -> bytes:
    """A smallint[]."""
    return _array(_INT2_OID, [_INT2.pack(2, value) for value in values])


def int4s(values: Sequence[int]) -> bytes:
    """An integer[]."""
    return _array(_INT4_OID, [_INT4.pack(4, value) for value in values])


def int8s(values: Sequence[int]) -> bytes:
    """A bigint[]."""
    return _array(_INT8_OID, [_INT8.pack(8, value) for value in values])


def texts(values: Iterable[str]) -> bytes:
    """A text[]."""
    return _array(_TEXT_OID, [text(value) if value else _EMPTY for value in values])


def days(values: Sequence[date | None]) -> bytes:
    """A date[], which may hold nulls."""
    return _array(_DATE_OID, [day(value) for value in values], nulls=None in values)


def _array(oid: int, values: Sequence[bytes], *, nulls: bool = False) -> bytes:
    return bytea(array_body(oid, values, nulls=nulls))


def array_body(oid: int, values: Sequence[bytes], *, nulls: bool = False) -> bytes:
    """An array of one dimension without its own length before it."""
    if not values:
        return struct.pack(">iiI", 0, 0, oid)
    return _ARRAY.pack(1, nulls, oid, len(values), 1) + b"".join(values)
