"""What a recount is made of: records, the catalogue in force, and the line's day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from schemas.catalogue.model import Catalogue, Department, MeasureRow
from streams.wiring.verify.recount.record import Record
from streams.wiring.verify.recount.telling import RecordId, Telling

#: A row is a measure and its trigger.
RowId = tuple[str, str]

_LONGEST = 12 * date.max.year


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """
    Everything that counts, at one entry of the journal.

    `applies_from`: first decision day of each row (R8). `merged`: records an officer declared to be
    the same decision as another of their department.
    """

    records: tuple[Record, ...]
    catalogue: Catalogue
    applies_from: Mapping[RowId, date]
    merged: Mapping[RecordId, RecordId]
    day: date

    def department(self, name: str) -> Department | None:
        """A department of the catalogue."""
        return self.catalogue.departments.get(name)

    def rows(self, telling: Telling) -> list[RowId]:
        """The rows a decision sets off; an order only those of the partner it names (R6)."""
        return sorted(
            {
                row.row
                for row in self.catalogue.measures
                if row.trigger in telling.triggers
                and (not telling.order or row.partner == telling.addressee)
            }
        )

    def edition(self, row: RowId, on: date) -> MeasureRow | None:
        """The edition of a row in force on a day."""
        for edition in self.catalogue.measures:
            if edition.row == row and edition.valid_from <= on <= (edition.valid_until or date.max):
                return edition
        return None

    def ruling(self, row: RowId, decided_on: date | None) -> MeasureRow | None:
        """
        The milder of the editions of the decision's day and of today, both needed (R8).

        Whom one of them does not target has no basis in it: both must target.
        """
        if decided_on is None or decided_on < self.applies_from[row]:
            return None
        then, now = self.edition(row, decided_on), self.edition(row, self.day)
        if then is None or now is None:
            return None
        both = then.targets.intersection(now.targets)
        return replace(now if _severity(now) < _severity(then) else then, targets=both)


def _severity(edition: MeasureRow) -> tuple[int, int]:
    return (edition.effect, _LONGEST if edition.term_months is None else edition.term_months)
