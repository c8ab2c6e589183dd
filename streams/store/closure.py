"""
All records that hang together: through fact keys any version ever had, targets, and the numbers
of courts' orders.

The store grows the set round by round until a round finds nothing new. Most events need one round,
those about another department's fact two.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from streams.statements import store_statement
from streams.store.connection import Connection
from streams.store.keys import KeyArray
from streams.store.rows import VersionRow


class Closure:
    """Versions found so far, by record and number."""

    def __init__(self, connection: Connection) -> None:
        self.versions: dict[UUID, dict[int, VersionRow]] = defaultdict(dict)
        self._connection = connection
        self._records: set[UUID] = set()
        self._facts: set[UUID] = set()
        self._numbers: set[UUID] = set()

    def add(
        self,
        records: Iterable[UUID],
        facts: Iterable[UUID] = (),
        numbers: Iterable[UUID] = (),
    ) -> None:
        """Add these records, those with these keys, and all that hang together with them."""
        new_records = set(records) - self._records
        new_facts = set(facts) - self._facts
        new_numbers = set(numbers) - self._numbers
        while new_records or new_facts or new_numbers:
            self._records |= new_records
            self._facts |= new_facts
            self._numbers |= new_numbers
            found = self._round(new_records, new_facts, new_numbers)
            new_records = {key for row in found for key in (row.record, row.target) if key}
            new_records -= self._records
            new_facts = {row.fact_key for row in found if row.fact_key} - self._facts
            new_numbers = {n for row in found for n in (row.own_number, row.about_number) if n}
            new_numbers -= self._numbers

    def _round(self, records: set[UUID], facts: set[UUID], numbers: set[UUID]) -> list[VersionRow]:
        cursor = self._connection.execute(
            store_statement("connected_versions"),
            {
                "records": KeyArray(records - self.versions.keys()),
                "facts": KeyArray(facts),
                "targets": KeyArray(records),
                "numbers": KeyArray(numbers),
            },
            binary=True,
        )
        rows = [VersionRow(*row) for row in cursor]
        for row in rows:
            self.versions[row.record][row.number] = row
        return rows
