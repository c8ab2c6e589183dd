"""
Which edition of a catalogue row rules a fact on a day (R8).

The editions of a list are versions of its rows, each a pair of measure and trigger. What is due
needs an edition in force when the fact was decided and another, or the same, in force on the day
asked about. Of all that were in force from the one day to the other each respect is taken where it
is mildest: what the law once made milder is not made harder again, also not by a load that leaves
the milder one out. Everything else is that of the ruling edition. Each target is asked by itself:
an edition that does not reach somebody is none for him. Orders of a court know no mildness: each
has the edition of its own day.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schemas.catalogue.code import Derived
from schemas.catalogue.editions import by_row, in_force
from schemas.catalogue.mildness import longer, ruling_first, term_of
from schemas.catalogue.model import Catalogue, MeasureRow, OnObjection, OnRepair, TargetRole
from schemas.catalogue.past import as_they_count
from schemas.catalogue.words import list_code, penalty_trigger
from streams.rule.terms import day_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """
    What a row says of a decision: each respect from the edition in which it is mildest (R8).

    `edition`: the ruling one, which has the mildest effect and gives all that is no respect.
    `months`: the shortest term that bears on the decision, None = as long as its fact.
    `lifted_by_repair`, `suspended_by_objection`: whether one of the editions says so (R23, R5).
    """

    edition: MeasureRow
    months: int | None
    lifted_by_repair: bool
    suspended_by_objection: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """
    One row with its editions as they count, and the first decision day it can apply to.

    `editions`, `aside`: as `schemas.catalogue.past.Editions` says. `newest`: the last edition that
    the catalogue's files have, whether or not it counts yet. `prior_notice_since`: from this day of
    decision on a record must say that the subject was told before, None = never (R7).
    """

    measure: str
    trigger: str
    applies_from: date
    editions: tuple[MeasureRow, ...]
    newest: MeasureRow
    aside: tuple[MeasureRow, ...] = ()
    prior_notice_since: date | None = None

    def on(self, day: date, role: TargetRole | None = None) -> MeasureRow | None:
        """The edition in force on `day` for a role; for any role, if none is named."""
        for edition in self.editions:
            if in_force(edition, day) and (role is None or role in edition.targets):
                return edition
        return None

    def ruling(
        self, decided_on: date, day: date, role: TargetRole | None = None, *, usual: bool = False
    ) -> Ruling | None:
        """
        What holds for a fact decided on `decided_on` and a role; None if no edition rules it.

        `day` is not before `decided_on`. Where no role is named any counts. `usual`: the usual term
        bears on the fact, and not the longest (R22).
        """
        if decided_on < self.applies_from:
            return None
        counting: list[MeasureRow] = []
        then = now = False
        for edition in self.editions:
            if _reaches(edition, decided_on, day, role):
                then = then or edition.valid_from <= decided_on
                now = now or edition.valid_until is None or day <= edition.valid_until
                counting.append(edition)
        if not (then and now):
            return None
        counting += (e for e in self.aside if _reaches(e, decided_on, day, role))
        return _mildest(counting, usual)

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


def _mildest(counting: list[MeasureRow], usual: bool) -> Ruling:
    """Each respect where one of the editions that count is mildest; there is at least one."""
    first = counting[0]
    months = term_of(first, usual=usual)
    lifted = first.on_repair is OnRepair.LIFT
    suspended = first.on_objection is OnObjection.SUSPEND
    for edition in counting[1:]:
        term = term_of(edition, usual=usual)
        months = term if longer(months, term) else months
        lifted = lifted or edition.on_repair is OnRepair.LIFT
        suspended = suspended or edition.on_objection is OnObjection.SUSPEND
        if ruling_first(edition, usual=usual) < ruling_first(first, usual=usual):
            first = edition
    return Ruling(
        edition=first, months=months, lifted_by_repair=lifted, suspended_by_objection=suspended
    )


def _reaches(edition: MeasureRow, since: date, until: date, role: TargetRole | None) -> bool:
    """Whether an edition has a day in common with a time, both ends included, and the role."""
    return (
        edition.valid_from <= until
        and (edition.valid_until is None or since <= edition.valid_until)
        and (role is None or role in edition.targets)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """
    The rows of a catalogue by the trigger that grounds them.

    `derived`: how a clause that one of them names follows from a punishment (R21).
    """

    by_trigger: Mapping[str, tuple[Row, ...]]
    derived: tuple[Derived, ...] = ()

    def of(self, trigger: str) -> tuple[Row, ...]:
        """The rows that a trigger grounds, in the catalogue's order."""
        return self.by_trigger.get(trigger, ())


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
                prior_notice_since=_prior_notice_since(trigger, catalogue),
            )
        )
    return Rows(
        by_trigger={trigger: tuple(found) for trigger, found in rows.items()},
        derived=tuple(d for d in catalogue.derived if penalty_trigger(d.clause) in rows),
    )


def _prior_notice_since(trigger: str, catalogue: Catalogue) -> date | None:
    """The day of the list that a trigger names; the present catalogue says it (R7)."""
    code = list_code(trigger)
    named = None if code is None else catalogue.lists.get(code)
    return None if named is None else named.prior_notice_since
