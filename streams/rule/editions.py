"""
Which edition of a catalogue row rules a fact on a day (R8).

The editions of a list are versions of its rows, each a pair of measure and trigger. What is due
needs an edition in force when the fact was decided and another, or the same, in force on the day
asked about. Of the two the milder rules; where neither is milder, the one of the decision. Whom
only one of them reaches it does not reach: for him the other has no such row.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from schemas.catalogue.model import Catalogue, MeasureRow
from streams.accept.dates import in_force
from streams.rule.terms import day_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row with all its editions, and the first decision day it can apply to."""

    measure: str
    trigger: str
    applies_from: date
    editions: tuple[MeasureRow, ...]

    def on(self, day: date) -> MeasureRow | None:
        """The edition in force on `day`."""
        for edition in self.editions:
            if in_force(edition, day):
                return edition
        return None

    def ruling(self, decided_on: date, day: date) -> MeasureRow | None:
        """
        The edition that rules a fact decided on `decided_on`, None if no basis is in force.

        Its targets are those that the other edition has too.
        """
        if decided_on < self.applies_from:
            return None
        then, now = self.on(decided_on), self.on(day)
        if then is None or now is None:
            return None
        ruling = now if mildness(now) < mildness(then) else then
        if then.targets == now.targets:
            return ruling
        return replace(ruling, targets=then.targets & now.targets)

    def changes_after(self, day: date) -> list[date]:
        """Every later day on which the edition in force may differ."""
        bounds = [edition.valid_from for edition in self.editions]
        bounds += [day_after(e.valid_until) for e in self.editions if e.valid_until is not None]
        return [bound for bound in bounds if bound > day]


#: The rows of a catalogue by the trigger that grounds them.
Rows: TypeAlias = Mapping[str, tuple[Row, ...]]


def mildness(edition: MeasureRow) -> tuple[int, int]:
    """Smaller is milder: what the partner does comes first, then how long it lasts."""
    longest = 12 * date.max.year
    return (edition.effect, longest if edition.term_months is None else edition.term_months)


def rows_by_trigger(catalogue: Catalogue) -> Rows:
    """All rows of a catalogue by the trigger that grounds them, in the catalogue's order."""
    editions: dict[tuple[str, str], list[MeasureRow]] = defaultdict(list)
    for measure in catalogue.measures:
        editions[measure.row].append(measure)
    rows: dict[str, list[Row]] = defaultdict(list)
    for (measure_code, trigger), versions in editions.items():
        ordered = tuple(sorted(versions, key=lambda edition: edition.valid_from))
        first = catalogue.applies_from.get((measure_code, trigger), ordered[0].valid_from)
        rows[trigger].append(
            Row(measure=measure_code, trigger=trigger, applies_from=first, editions=ordered)
        )
    return {trigger: tuple(found) for trigger, found in rows.items()}
