"""
Which edition of a catalogue row rules a fact on a day (R8).

The editions of a list are versions of its rows, each a pair of measure and trigger. What is due
needs an edition in force when the fact was decided and another, or the same, in force on the day
asked about. Of all that were in force from the one day to the other the mildest rules, and of
equals the earliest: what the law once made milder is not made longer again, also not by a load
that leaves the milder one out. Each target is asked by itself: an edition that does not reach
somebody is none for him. Orders of a court know no mildness: each has the edition of its own day.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from schemas.catalogue.editions import by_row, in_force
from schemas.catalogue.mildness import mildness
from schemas.catalogue.model import Catalogue, MeasureRow, TargetRole
from schemas.catalogue.past import as_they_count
from streams.rule.terms import day_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row with its editions as they count, and the first decision day it can apply to.

    `editions`, `aside`: as `schemas.catalogue.past.Editions` says. `newest`: the last edition that
    the catalogue's files have, whether or not it counts yet.
    """

    measure: str
    trigger: str
    applies_from: date
    editions: tuple[MeasureRow, ...]
    newest: MeasureRow
    aside: tuple[MeasureRow, ...] = ()

    def on(self, day: date, role: TargetRole | None = None) -> MeasureRow | None:
        """The edition in force on `day` for a role; for any role, if none is named."""
        for edition in self.editions:
            if in_force(edition, day) and (role is None or role in edition.targets):
                return edition
        return None

    def ruling(
        self, decided_on: date, day: date, role: TargetRole | None = None, *, usual: bool = False
    ) -> MeasureRow | None:
        """
        The edition that rules a fact decided on `decided_on` for a role; None if no edition does.

        `day` is not before `decided_on`. Where no role is named any counts. `usual`: the usual term
        bears on the fact, and not the longest (R22).
        """
        if decided_on < self.applies_from:
            return None
        ruling: MeasureRow | None = None
        then = now = False
        for edition in self.editions:
            if _reaches(edition, decided_on, day, role):
                then = then or edition.valid_from <= decided_on
                now = now or edition.valid_until is None or day <= edition.valid_until
                if ruling is None or mildness(edition, usual=usual) < mildness(ruling, usual=usual):
                    ruling = edition
        if ruling is None or not (then and now):
            return None
        once = (edition for edition in self.aside if _reaches(edition, decided_on, day, role))
        return min((ruling, *once), key=lambda e: (mildness(e, usual=usual), e.valid_from))

    def of_order(
        self, decided_on: date, day: date, role: TargetRole | None = None
    ) -> MeasureRow | None:
        """The edition of an order's own day, None if none is in force then or on `day`."""
        if decided_on < self.applies_from or self.on(day, role) is None:
            return None
        return self.on(decided_on, role)

    def changes_after(self, day: date) -> list[date]:
        """Every later day on which the edition in force may differ."""
        bounds = [edition.valid_from for edition in self.editions]
        bounds += [day_after(e.valid_until) for e in self.editions if e.valid_until is not None]
        return [bound for bound in bounds if bound > day]


def _reaches(edition: MeasureRow, since: date, until: date, role: TargetRole | None) -> bool:
    """Whether an edition has a day in common with a time, both ends included, and the role."""
    return (
        edition.valid_from <= until
        and (edition.valid_until is None or since <= edition.valid_until)
        and (role is None or role in edition.targets)
    )


#: The rows of a catalogue by the trigger that grounds them.
Rows: TypeAlias = Mapping[str, tuple[Row, ...]]


def rows_by_trigger(catalogue: Catalogue) -> Rows:
    """All rows of a catalogue by the trigger that grounds them, in the catalogue's order."""
    written = by_row(catalogue.measures)
    rows: dict[str, list[Row]] = defaultdict(list)
    counting = as_they_count(catalogue)
    for measure_code, trigger in dict.fromkeys(edition.row for edition in catalogue.measures):
        row = (measure_code, trigger)
        first = catalogue.applies_from.get(row, written[row][0].valid_from)
        rows[trigger].append(
            Row(
                measure=measure_code,
                trigger=trigger,
                applies_from=first,
                editions=counting[row].counting,
                newest=written[row][-1],
                aside=counting[row].aside,
            )
        )
    return {trigger: tuple(found) for trigger, found in rows.items()}
