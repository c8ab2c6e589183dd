"""
All records that hang together: through fact keys any version ever had, and through targets.

The store grows the set round by round until a round finds nothing new. Most events need one round,
those about another department's fact two.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from streams.wiring.database.connection import Connection
from streams.wiring.database.keys import Keys
from streams.wiring.database.rows import VersionRow
from streams.wiring.database.statements import statement


class Closure:
    """Versions found so far, by record and number."""

    def __init__(self, connection: Connection) -> None:
        self.versions: dict[UUID, dict[int, VersionRow]] = defaultdict(dict)
        self._connection = connection
        self._records: set[UUID] = set()
        self._facts: set[UUID] = set()

    def add(self, records: Iterable[UUID], facts: Iterable[UUID] = ()) -> None:
        """Add these records, those with these fact keys, and all that hang together with them."""
        new_records = set(records) - self._records
        new_facts = set(facts) - self._facts
        while new_records or new_facts:
            self._records |= new_records
            self._facts |= new_facts
            found = self._round(new_records, new_facts)
            new_records = {key for row in found for key in (row.record, row.target) if key}
            new_records -= self._records
            new_facts = {row.fact_key for row in found if row.fact_key} - self._facts

    def _round(self, records: set[UUID], facts: set[UUID]) -> list[VersionRow]:
        cursor = self._connection.execute(
            statement("connected_versions"),
            {
                "records": Keys(records - self.versions.keys()),
                "facts": Keys(facts),
                "targets": Keys(records),
            },
            binary=True,
        )
        rows = [VersionRow(*row) for row in cursor]
        for row in rows:
            self.versions[row.record][row.number] = row
        return rows
