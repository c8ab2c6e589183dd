"""Which editions of a row count on a day, and for a decision, after some loads (R8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from monitoring.verify.recount.kinds.shape import Nature
from monitoring.verify.recount.kinds.table import nature_of
from monitoring.verify.recount.mildness import is_milder
from schemas.catalogue.model import Catalogue, MeasureRow

#: A row is a measure and its trigger.
RowId: TypeAlias = tuple[str, str]

_ONE_DAY = timedelta(days=1)


class Span(NamedTuple):
    """
    An edition that counts from one day to another, both inclusive.

    `counts` False: it counted once, and the last load set these days aside.
    """

    since: date
    until: date
    edition: MeasureRow
    counts: bool = True


class Load(NamedTuple):
    """What one load says of each row, the earliest edition first, and the line's day then."""

    day: date
    rows: Mapping[RowId, list[MeasureRow]]


def load_of(catalogue: Catalogue, day: date) -> Load:
    """The rows of a catalogue that was loaded on a day."""
    found: dict[RowId, list[MeasureRow]] = defaultdict(list)
    for edition in sorted(catalogue.measures, key=lambda m: (m.row, m.valid_from)):
        found[edition.row].append(edition)
    return Load(day, found)


class EditionsOfAllRows:
    """The editions of every row as they count after some loads, the first load first."""

    def __init__(self, loads: Sequence[Load]) -> None:
        self._loads = loads
        self._spans: dict[tuple[RowId, str], list[Span]] = {}
        self._ever: dict[RowId, list[MeasureRow]] = {}

    def spans(self, row: RowId, role: str) -> list[Span]:
        """When which edition counts for a role, or is set aside, the earliest first."""
        if (row, role) not in self._spans:
            self._spans[(row, role)] = self._count(row, role)
        return self._spans[(row, role)]

    def on(self, row: RowId, role: str, day: date) -> MeasureRow | None:
        """The edition that counts for a role on a day."""
        on_the_day = (s for s in self.spans(row, role) if s.since <= day <= s.until)
        return next((s.edition for s in on_the_day if s.counts), None)

    def counting(self, row: RowId, role: str, decided_on: date | None, day: date) -> list[Span]:
        """
        The editions that count on any day from a decision on, the earliest first.

        One that was set aside is among them: what was milder once is not made harder again. Empty
        unless one counts on the day of the decision and one on the day itself, and the row applies
        to what is decided on that day.
        """
        if decided_on is None or not self._applies_from(row) <= decided_on <= day:
            return []
        if self.on(row, role, decided_on) is None or self.on(row, role, day) is None:
            return []
        return [s for s in self.spans(row, role) if s.since <= day and decided_on <= s.until]

    def of_its_day(
        self, row: RowId, role: str, decided_on: date | None, day: date
    ) -> MeasureRow | None:
        """The edition of an order's own day, which knows no mildness; None where none counts."""
        if decided_on is None or not self.counting(row, role, decided_on, day):
            return None
        return self.on(row, role, decided_on)

    def ever(self, row: RowId) -> list[MeasureRow]:
        """Every edition of a row that any of the loads had."""
        if row not in self._ever:
            found: list[MeasureRow] = []
            for load in self._loads:
                found += [edition for edition in load.rows.get(row, ()) if edition not in found]
            self._ever[row] = found
        return self._ever[row]

    def _applies_from(self, row: RowId) -> date:
        """A row applies from its first edition; one that came later not before its load."""
        for place, load in enumerate(self._loads):
            if rows := load.rows.get(row):
                return max(rows[0].valid_from, load.day) if place else rows[0].valid_from
        return date.max

    def _count(self, row: RowId, role: str) -> list[Span]:
        kept: list[Span] = []
        last: list[MeasureRow] | None = None
        for load in self._loads:
            rows = load.rows.get(row, [])
            if rows == last:
                continue
            said = [_span(edition) for edition in rows if role in edition.targets]
            if load is self._loads[0]:
                kept = said
            else:
                now = _as_loaded(kept, rows, role)
                kept = [*_before(load.day, now, said), *_since(load.day, said)]
            last = rows
        return kept


def _span(edition: MeasureRow) -> Span:
    return Span(edition.valid_from, edition.valid_until or date.max, edition)


def _as_loaded(kept: Iterable[Span], rows: Iterable[MeasureRow], role: str) -> Iterator[Span]:
    """An edition says on all its days what it was last loaded with."""
    loaded = {edition.list_version: edition for edition in rows}
    for span in kept:
        edition = loaded.get(span.edition.list_version, span.edition)
        yield span._replace(edition=edition, counts=span.counts and role in edition.targets)


def _since(day: date, said: Iterable[Span]) -> Iterator[Span]:
    """From the day of a load on its editions count."""
    for span in said:
        if span.until >= day:
            yield span._replace(since=max(span.since, day))


def _before(day: date, kept: Iterable[Span], said: Iterable[Span]) -> Iterator[Span]:
    """
    Of days before a load: where an edition counted, and the load has one, the milder of them.

    Days on which the load has none are free. They count again once a later load has the same
    edition there.
    """
    for counted in kept:
        old = counted._replace(until=min(counted.until, day - _ONE_DAY))
        if old.since > old.until:
            continue
        for new in said:
            for part in _within(old, [new]):
                if new.edition.list_version == old.edition.list_version:
                    yield part._replace(edition=new.edition, counts=True)
                elif old.counts:
                    yield part._replace(edition=_chosen(old.edition, new.edition))
                else:
                    yield part
        for part in _outside(old, said):
            yield part._replace(counts=False)


def _within(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """The parts of a span on days of the others."""
    for other in others:
        since, until = max(span.since, other.since), min(span.until, other.until)
        if since <= until:
            yield span._replace(since=since, until=until)


def _outside(span: Span, others: Iterable[Span]) -> Iterator[Span]:
    """The parts of a span on no day of the others, which follow each other."""
    since = span.since
    for other in _within(span, others):
        if since < other.since:
            yield span._replace(since=since, until=other.since - _ONE_DAY)
        if other.until == date.max:
            return
        since = other.until + _ONE_DAY
    if since <= span.until:
        yield span._replace(since=since)


def _chosen(counted: MeasureRow, new: MeasureRow) -> MeasureRow:
    """Orders know no mildness: each keeps the edition of its own day."""
    mildness = nature_of(new.trigger) is not Nature.ORDER
    return new if mildness and is_milder(new, counted) else counted
