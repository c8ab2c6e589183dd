"""
After an upgrade: versions that were stored before numbers of orders were compared as folded get
theirs (R6), and the line is asked to look at their subjects again.
"""

from typing import Final

from streams.line.command import FindOriginals
from streams.merge.keys import about_number, own_number
from streams.statements import store_statement
from streams.store.asking import put
from streams.store.connection import Connection
from streams.store.store import PostgresStore

AT_A_TIME: Final = 500
BECAUSE: Final = "upgrade: numbers of orders are compared as folded"


def number_orders(connection: Connection, store: PostgresStore) -> None:
    """
    After the call every version that migration 0013 listed has its numbers.

    One transaction for each page: a worker that is killed goes on where it was. The acts that it
    asks for are taken before the line reads on, when all numbers are there.
    """
    while listed := store.unnumbered(AT_A_TIME):
        own = [own_number(version.event) for version in listed]
        about = [about_number(version.event) for version in listed]
        found = zip(listed, own, about, strict=True)
        subjects = frozenset(
            subject for version, *numbers in found if any(numbers) for subject in version.named
        )
        with connection.transaction():
            connection.execute(
                store_statement("number_versions"),
                {
                    "records": [version.record for version in listed],
                    "numbers": [version.number for version in listed],
                    "own": own,
                    "about": about,
                },
            )
            if subjects:
                put(connection, FindOriginals(subjects=subjects), by="hub", because=BECAUSE)
