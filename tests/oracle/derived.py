"""Clauses that follow from what a penalty says, and loads that derive more of them (R21)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from oracle.kinds.table import derived_triggers
from oracle.world import World
from schemas.catalogue.code import Derived
from streams.kinds.event import Event


def following(world: World, content: Event, day: date) -> list[str]:
    """Return the triggers that follow from a decision, by the present rows of its own day."""
    if content.decided_on is None:
        return []
    return derived_triggers(content, valid(world.catalogue(day).derived, content.decided_on))


def valid(rows: Iterable[Derived], on: date) -> list[Derived]:
    """Return the rows that are valid on a day, both their days included."""
    return [
        row
        for row in rows
        if row.valid_from <= on and (row.valid_until is None or on <= row.valid_until)
    ]


def derives_more(
    before: Collection[Derived], now: Collection[Derived], day: date
) -> frozenset[str]:
    """
    Return each clause that a load on the day would derive from more decisions of before the day.

    Compared is what all rows of a clause say together.
    """
    return frozenset(
        clause
        for clause in {row.clause for row in now}
        if any(
            more(of_clause(clause, before, on), of_clause(clause, now, on))
            for on in bounds((*before, *now))
            if on < day
        )
    )


def bounds(rows: Collection[Derived]) -> set[date]:
    """Return every day from which on other rows may be valid than on the day before."""
    first = {row.valid_from for row in rows}
    return first | {row.valid_until + timedelta(days=1) for row in rows if row.valid_until}


def of_clause(clause: str, rows: Iterable[Derived], on: date) -> list[Derived]:
    """Return the rows of a clause that are valid on a day."""
    return [row for row in valid(rows, on) if row.clause == clause]


def more(before: list[Derived], now: list[Derived]) -> bool:
    """Whether something has the clause by these rows and had not by those."""
    return not categories(now) <= categories(before) or least_fine(now) < least_fine(before)


def categories(rows: Iterable[Derived]) -> frozenset[str]:
    """Return every category that one of the rows names."""
    return frozenset(category for row in rows for category in row.categories)


def least_fine(rows: Iterable[Derived]) -> float:
    """Return the lowest fine in fen that is enough for one of the rows; without any none is."""
    fines = [row.fine_from_fen for row in rows if row.fine_from_fen is not None]
    return min(fines, default=float("inf"))
