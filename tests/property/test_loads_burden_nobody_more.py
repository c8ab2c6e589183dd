"""What counts through any loads, held to a naive count of it, day by day (R8)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import inf
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st
from scenario.cast import PRC_01_WAGE, catalogue

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.model import Catalogue, MeasureRow, OnRepair, TargetRole
from schemas.catalogue.serialise import from_json, to_json
from streams.rule.editions import Row, rows_by_trigger

FIRST = date(2026, 6, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(16)]
ROLES = (TargetRole.ORGANISATION, TargetRole.PERSON)


#: The list version that rules, the term in months, and whether a repair leaves the measure alone.
Says: TypeAlias = tuple[str, tuple[float, bool]]

#: For how many months, whom an edition reaches, and whether a repair lifts it.
saying = st.tuples(
    st.sampled_from([6, 12, None]),
    st.sampled_from([frozenset(ROLES), frozenset(ROLES), frozenset(ROLES[:1])]),
    st.sampled_from(OnRepair),
)


@st.composite
def laws(draw: st.DrawFn, loads: int) -> list[tuple[MeasureRow, ...]]:
    """
    Draw some laws of one row, whose editions touch or leave gaps, and no two share a name.

    Under one name they mostly say the same, so that few loads are refused.
    """
    usual = {name: draw(saying) for name in "abcd"}
    drawn = []
    for _ in range(loads):
        bounds = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=5, unique=True)))
        names = draw(st.permutations(["a", "b", "c", "d", ""]))
        ends = [bound - timedelta(days=1) for bound in bounds[1:]]
        drawn.append(
            tuple(
                replace(
                    PRC_01_WAGE,
                    list_version=name,
                    valid_from=since,
                    valid_until=until,
                    term_months=months,
                    targets=roles,
                    on_repair=on_repair,
                )
                for name, since, until in zip(names, bounds, [*ends, None], strict=False)
                if name
                for months, roles, on_repair in [
                    draw(st.sampled_from([usual[name]] * 5 + [draw(saying)]))
                ]
            )
        )
    return drawn


@dataclass
class Naive:
    """Of each role and day the edition that counted by name, and whether it is set aside."""

    content: dict[str, MeasureRow] = field(default_factory=dict)
    said: dict[tuple[TargetRole, date], tuple[str, bool]] = field(default_factory=dict)

    def load(self, law: Sequence[MeasureRow], since: date) -> None:
        """Take in a law from a day on, as the rule has it."""
        self.content |= {edition.list_version: edition for edition in law}
        for role in ROLES:
            for day in DAYS:
                now = next((e.list_version for e in law if says(e, day, role)), None)
                was = self.said.get((role, day))
                if day >= since:
                    self.said.pop((role, day), None)
                    if now is not None:
                        self.said[role, day] = (now, False)
                elif was is not None:
                    self.said[role, day] = self._told_again(*was, now)

    def _told_again(self, name: str, aside: bool, now: str | None) -> tuple[str, bool]:
        if now is None or (aside and now != name):
            return name, True
        new, old = respects(self.content[now]), respects(self.content[name])
        milder = new != old and all(n <= o for n, o in zip(new, old, strict=True))
        return (now if milder else name), False

    def ruling(self, decided: date, day: date, role: TargetRole) -> Says | None:
        """Return each respect where it is mildest, if an edition counts on both days."""
        ends = (self.said.get((role, decided), ("", True)), self.said.get((role, day), ("", True)))
        if any(aside for _, aside in ends):
            return None
        known = [self.said.get((role, d)) for d in DAYS if decided <= d <= day]
        found = [self.content[said[0]] for said in known if said is not None]
        terms, repairs = zip(*map(respects, found), strict=True)
        return min(found, key=respects).list_version, (min(terms), min(repairs))


def respects(edition: MeasureRow) -> tuple[float, bool]:
    """Return the respects in which the editions here differ; smaller is milder."""
    months = inf if edition.term_months is None else edition.term_months
    return months, edition.on_repair is OnRepair.KEEP


def says(edition: MeasureRow, day: date, role: TargetRole) -> bool:
    """Whether an edition by itself is in force for a role on a day."""
    last = edition.valid_until or date.max
    return edition.valid_from <= day <= last and role in edition.targets


def row_of(loaded: Catalogue) -> Row | None:
    """Return the row as the line asks it, None where the catalogue has none."""
    rows = rows_by_trigger(loaded).of(PRC_01_WAGE.trigger)
    return rows[0] if rows else None


def told(row: Row | None, decided: date, day: date, role: TargetRole) -> Says | None:
    """Return what the line finds for a decision, None where nothing follows."""
    ruling = None if row is None else row.ruling(decided, day, role)
    if ruling is None:
        return None
    months = inf if ruling.months is None else ruling.months
    return ruling.edition.list_version, (months, not ruling.lifted_by_repair)


@settings(max_examples=500, deadline=None, print_blob=False)
@given(laws(4), st.lists(st.integers(0, 6), min_size=4, max_size=4))
def test_what_counts_is_what_a_naive_count_says(
    drawn: list[tuple[MeasureRow, ...]], days: list[int]
) -> None:
    """After any loads each decision, day and role has the edition of the naive count, also once the
    catalogue was stored and read back; loads that would make an edition stricter are left out."""
    loaded, naive, day = None, Naive(), FIRST
    for law, later in zip(drawn, days, strict=True):
        day = min(day + timedelta(days=later), DAYS[-1])
        new = catalogue(law)
        if loaded is not None and stricter(loaded, new, day):
            continue
        naive.load(law, DAYS[0] if loaded is None else day)
        loaded = from_json(to_json(next_catalogue(loaded, new, day)))
    assert loaded is not None
    row = row_of(loaded)
    if row is None:
        return
    first = loaded.applies_from[PRC_01_WAGE.row]
    for role in ROLES:
        for place, decided in enumerate(DAYS):
            for until in DAYS[place:]:
                wanted = naive.ruling(decided, until, role) if decided >= first else None
                assert told(row, decided, until, role) == wanted


@settings(max_examples=500, deadline=None, print_blob=False)
@given(laws(3), st.integers(1, 7), st.integers(1, 8))
def test_no_load_makes_a_decision_of_before_stricter(
    drawn: list[tuple[MeasureRow, ...]], one: int, two: int
) -> None:
    """Whoever is burdened on the eve of a load is burdened as much or less on its day, for what was
    decided before it (R8)."""
    loaded = next_catalogue(None, catalogue(drawn[0]), FIRST)
    for law, day in ((drawn[1], DAYS[one]), (drawn[2], DAYS[one + two])):
        new = catalogue(law)
        if stricter(loaded, new, day):
            continue
        before, after = row_of(loaded), row_of(next_catalogue(loaded, new, day))
        for role in ROLES:
            for decided in DAYS[: DAYS.index(day)]:
                eve = day - timedelta(days=1)
                was, now = told(before, decided, eve, role), told(after, decided, day, role)
                if was is not None and now is not None:
                    assert all(n <= w for n, w in zip(now[1], was[1], strict=True))
        loaded = next_catalogue(loaded, new, day)
