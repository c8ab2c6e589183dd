"""
After an upgrade: content hashes that were stored as they are get their digest under the hub's key.
"""

from typing import Final

from streams.identify.pseudonym import PseudonymKey, keyed_content
from streams.statements import store_statement
from streams.store.connection import Connection

AT_A_TIME: Final = 5_000


def key_contents(connection: Connection, key: PseudonymKey) -> None:
    """
    After the call every stored content hash is its digest under `key`.

    One transaction for each page: a worker that is killed goes on where it was.
    """
    while rows := connection.execute(store_statement("unkeyed"), {"limit": AT_A_TIME}).fetchall():
        given = {
            "records": [record for record, _, _ in rows],
            "numbers": [number for _, number, _ in rows],
            "digests": [keyed_content(content_hash, key) for _, _, content_hash in rows],
        }
        with connection.transaction():
            connection.execute(store_statement("key_versions"), given)
