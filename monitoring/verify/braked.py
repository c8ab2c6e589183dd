"""
What the brake held is recounted from directives and journal, with thresholds of its own (R32).

A burden beyond the threshold of its department is held until an act of the office approves it, and
so is what was decided after it of the same measure; nothing else is held but by its own row.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

from monitoring.verify.chronicle import CatalogueLoad
from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding
from monitoring.verify.recount.due import Measure
from schemas.catalogue.model import Catalogue

_DAYS: Final = 20
_FLOOR: Final = 50
_SATURDAY: Final = 5

#: By entry and department: the threshold, and the number of the day with that entry.
_Above = Mapping[int, Mapping[str, tuple[int, int]]]


class _Row(NamedTuple):
    """
    One directive of a measure that may be braked, as its statement gives it.

    `office`: whose approval its row needs, "" = nobody's.
    """

    measure_id: UUID
    partner: str
    subject: UUID
    measure: str
    instance: str
    directive_id: UUID
    n: int
    action: str
    entry: int
    decided_on: date
    source: str
    held: bool
    office: str

    @property
    def where(self) -> str:
        """How it is named in findings."""
        return f"{Measure(self.partner, self.subject, self.measure, self.instance)} n {self.n}"


class _Approvals(NamedTuple):
    """What the office approved: single directives, and departments with days."""

    directives: frozenset[UUID]
    days: frozenset[tuple[str, date]]


def check_braked(moment: DatabaseMoment, loads: Iterable[CatalogueLoad], finding: Finding) -> None:
    """Name what the brake should have held and did not, and what is held without reason."""
    laws = {load.entry: load.catalogue for load in loads}
    above = _above(moment, laws) if any(law.brake.factor for law in laws.values()) else {}
    written = {
        entry: {source: (limit, number) for source, (limit, number) in found.items()}
        for entry, found in moment.rows("journal_braked")
    }
    for entry in sorted({*above, *written}):
        if above.get(entry) != written.get(entry):
            finding.differ(
                "brake",
                f"entry {entry}",
                f"says {_said(written.get(entry))} of the brake, counted are "
                f"{_said(above.get(entry))}",
            )
    approvals = _approvals(moment)
    rows = map(_Row._make, moment.stream("perhaps_braked"))
    for _, measure in groupby(rows, key=attrgetter("measure_id")):
        _check_measure(measure, above, approvals, finding)


def _above(moment: DatabaseMoment, laws: Mapping[int, Catalogue]) -> _Above:
    """Every entry with which a department stood above its threshold, counted from the first."""
    counts: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    above: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for entry, day, law, source, number in moment.stream("burdens"):
        counts[source][day] += number
        factor = laws[law].brake.factor
        if factor is None:
            continue
        usual = sorted(counts[source].get(one, 0) for one in _working_days(day, laws[law]))
        limit = max(_FLOOR, factor * (usual[_DAYS // 2 - 1] + usual[_DAYS // 2]) // 2)
        if counts[source][day] > limit:
            above[entry][source] = (limit, counts[source][day])
    return dict(above)


def _working_days(before: date, law: Catalogue) -> Iterator[date]:
    """The last twenty before a day; of a year that is not loaded Mondays to Fridays."""
    found = 0
    while found < _DAYS:
        before -= timedelta(days=1)
        year, weekday = law.working_years.get(str(before.year)), before.weekday() < _SATURDAY
        free = year is not None and before in year.free
        if (weekday and not free) or (year is not None and before in year.worked):
            found += 1
            yield before


def _approvals(moment: DatabaseMoment) -> _Approvals:
    found = moment.rows("journal_approved")
    return _Approvals(
        directives=frozenset(UUID(one) for one, _, _ in found if one is not None),
        days=frozenset((source, date.fromisoformat(day)) for _, source, day in found if source),
    )


def _check_measure(
    measure: Iterator[_Row], above: _Above, approvals: _Approvals, finding: Finding
) -> None:
    waits: tuple[str, date] | None = None
    for row in measure:
        if row.action == "LIFT" or row.office:
            waits = None
            continue
        beyond = row.action == "IMPOSE" and row.source in above.get(row.entry, {})
        because = (row.source, row.decided_on) if beyond else waits
        waits = because if row.held else None
        if because is None:
            if row.held:
                finding.differ("brake", row.where, "is held, and neither row nor brake holds it")
            continue
        finding.count("burdens held by the brake")
        if row.held:
            finding.count("of them held still")
        elif row.directive_id not in approvals.directives and not (
            {because, (because[0], row.decided_on)} & approvals.days
        ):
            finding.differ("brake", row.where, "is beyond the brake, and nobody approved it")


def _said(found: Mapping[str, tuple[int, int]] | None) -> str:
    listed = (
        f"{source} {number} above {limit}"
        for source, (limit, number) in sorted((found or {}).items())
    )
    return ", ".join(listed) or "nothing"
