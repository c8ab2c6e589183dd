"""Many keys as one parameter of a statement, written as PostgreSQL stores them."""

from uuid import UUID

from psycopg.adapt import Dumper
from psycopg.pq import Format

from streams.store.binary import UUID_OID, array_body, uuid
from streams.store.connection import Connection

_UUIDS_OID = 2951


class KeyArray(list[UUID]):
    """Keys to look for; a parameter of type uuid[]."""


class _KeysDumper(Dumper):
    format = Format.BINARY
    oid = _UUIDS_OID

    def dump(self, obj: KeyArray) -> bytes:
        return array_body(UUID_OID, [uuid(key) for key in obj])


def teach_keys(connection: Connection) -> None:
    """After the call this session takes `KeyArray` as parameters."""
    connection.adapters.register_dumper(KeyArray, _KeysDumper)
