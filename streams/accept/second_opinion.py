"""
The second reader of unusual bytes: Apache's own `avro` package.

fastavro is quick and trusting: it takes an enum index of -1 for the last symbol. Bytes that it
reads but would write otherwise are let in only if this reader, slow and strict, uses all of them
and finds the same value: some clients write arrays in several blocks, which is legal.
"""

from io import BytesIO

from avro.io import BinaryDecoder, DatumReader
from avro.schema import Schema

from schemas.codec import Record


def agrees(schema: Schema, payload: bytes, record: Record) -> bool:
    """Whether the second reader uses every byte and finds the same record."""
    source = BytesIO(payload)
    try:
        value = DatumReader(schema).read(BinaryDecoder(source))
    except Exception:  # noqa: BLE001  (what a reader raises on hostile bytes is not its contract)
        return False
    return source.tell() == len(payload) and bool(value == record)
