"""
From a department's bytes to a record, or why they are none (E1501, E1502, E1505 to E1507).

The guards stand in order of cost: size, framing, id, decoding, nothing left over, and the same
bytes when written again. What fails the last one gets a second opinion (`second_opinion.py`). A
reader compiled from the schema has them all inside and goes first; what it leaves comes here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from fastavro import schemaless_reader, schemaless_writer

from schemas.codec import Record, Unreadable, unframe
from streams.accept.layout import Layout
from streams.accept.second_opinion import agrees
from streams.kinds.problem import Problem

LARGEST_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """
    A record as its sender meant it, in the newest version of its kind.

    `swept` says whether its values are checked already (`shape.py`).
    """

    layout: Layout
    record: Record
    swept: bool = False


def read(payload: bytes, layouts: Mapping[int, Layout | None]) -> Read | Problem:
    """The record of a message, or the one reason why there is none."""
    if len(payload) > LARGEST_BYTES:
        return Problem(code="E1506")
    framed = unframe(payload)
    if isinstance(framed, Unreadable):
        return Problem(code="E1502")
    if framed.schema_id not in layouts:
        return Problem(code="E1501")
    layout = layouts[framed.schema_id]
    if layout is None:
        return Problem(code="E1505")
    record = layout.quick(payload) if layout.quick is not None else None
    if record is not None:
        return Read(layout=layout, record=record, swept=True)
    return plainly(framed.payload, layout)


def plainly(payload: bytes, layout: Layout) -> Read | Problem:
    """The plain way, for bytes without their framing: read, write again, compare."""
    source, again = BytesIO(payload), BytesIO()
    try:
        record = schemaless_reader(source, layout.writer, None)
        if source.tell() != len(payload):
            return Problem(code="E1502")
        schemaless_writer(again, layout.writer, record)
        canonical = again.getvalue() == payload
    except Exception:  # noqa: BLE001  (fastavro raises whatever the bytes lead it to)
        return Problem(code="E1502")
    assert isinstance(record, dict)
    if not canonical and not agrees(layout.strict, payload, record):
        return Problem(code="E1507")
    if layout.newest is not None:
        record = schemaless_reader(BytesIO(payload), layout.writer, layout.newest)
        assert isinstance(record, dict)
    return Read(layout=layout, record=record)
