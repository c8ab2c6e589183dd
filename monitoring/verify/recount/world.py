"""What a recount is made of: records, the catalogue in force, and the line's day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from monitoring.verify.recount.editions import EditionsOfAllRows, RowId
from monitoring.verify.recount.kinds.shape import Nature
from monitoring.verify.recount.record import Record
from monitoring.verify.recount.respects import RowTerms, terms_of
from monitoring.verify.recount.triggers import triggers_of
from monitoring.verify.recount.version import RecordId, Version
from schemas.catalogue.model import Catalogue, Department, MeasureRow


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """
    Everything that counts, at one entry of the journal.

    `editions`: the rows as they count after every load by then (R8). `merged`: records an officer
    declared to be the same decision as another of their department.
    """

    records: tuple[Record, ...]
    catalogue: Catalogue
    editions: EditionsOfAllRows
    merged: Mapping[RecordId, RecordId]
    day: date

    def department(self, name: str) -> Department | None:
        """A department of the catalogue."""
        return self.catalogue.departments.get(name)

    def rows(self, version: Version) -> list[RowId]:
        """The rows a decision sets off; an order only those of the partner it names (R6)."""
        triggers = triggers_of(self.catalogue, version)
        return sorted(
            {
                row.row
                for row in self.catalogue.measures
                if row.trigger in triggers
                and (version.nature is not Nature.ORDER or row.partner == version.order.addressee)
            }
        )

    def terms(self, row: RowId, role: str, decision: Version) -> RowTerms | None:
        """What a row makes of a decision for a role today, None without a basis (R8)."""
        counting = self.editions.counting(row, role, decision.decided_on, self.day)
        return terms_of(counting, decision) if counting else None

    def of_its_day(self, row: RowId, role: str, decided_on: date | None) -> MeasureRow | None:
        """The edition of an order's own day, None without a basis today (R8)."""
        return self.editions.of_its_day(row, role, decided_on, self.day)
