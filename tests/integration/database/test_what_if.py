"""`hub catalogue diff --against-pool`: what is said of a load before it is what it does (R8)."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import psycopg
import pytest
from contract.stores import OnPostgres
from integration.verify.test_any_play import Line
from property.strategies import FIRST
from simulation.law import next_law
from support.many_subjects import decisions

from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.model import Catalogue
from streams.line.leaving import leaving
from streams.reading.what_if import WhatIf, what_if
from streams.store.digest import digest

SUBJECTS, LOADS, BATCH = 2_000, 20, 2_000


@pytest.fixture
def line(fresh_database: str) -> Iterator[Line]:
    """A line that has decided about two thousand subjects."""
    under = OnPostgres(fresh_database)
    with under.connection:
        line = Line(under)
        told = list(decisions(SUBJECTS, seed=1))
        for first in range(0, len(told), BATCH):
            line.publish(told[first : first + BATCH])
        yield line


def asked(line: Line, new: Catalogue, old: Catalogue | None = None) -> WhatIf:
    """What is said of a load, with how far it got told through all subjects."""
    book = line.decider.book
    assert book is not None
    told: list[tuple[int, int]] = []
    found = what_if(line.under.store, book, old, new, lambda *so_far: told.append(so_far))
    assert found.refused or told[-1] == (found.subjects, found.subjects)
    return found


def followed(line: Line, law: Catalogue) -> list[tuple[object, ...]]:
    """The directives of a load."""
    before = line.under.store.where().entry
    line.load(law)
    rows = line.under.connection.execute(
        "SELECT directive_id::text, partner, measure, subject::text, action FROM directive"
        " WHERE entry > %s ORDER BY 1",
        (before,),
    )
    return [tuple(row) for row in rows]


ACTIONS = {"ADD": "IMPOSE", "AMEND": "AMEND", "RELEASE": "LIFT"}


def said(found: WhatIf) -> list[tuple[object, ...]]:
    """The same of what was foretold."""
    return sorted(
        (str(c.directive_id), c.partner, c.measure, str(c.subject), ACTIONS[c.effect])
        for c in found.changes
    )


def may_follow(chance: Random, law: Catalogue) -> Catalogue:
    """A catalogue unequal to `law` that the line loads after it."""
    while True:
        new = next_law(chance, law, FIRST)
        if new != law and not leaving(law, new) and not stricter(law, new, FIRST):
            return new


def test_twenty_loads_do_what_was_said(line: Line) -> None:
    """Of each of twenty loads over two thousand subjects the directives are those foretold, the
    sums are of them, and asking leaves every decided row as it was."""
    chance, reached = Random(7), 0
    for _ in range(LOADS):
        assert line.decider.book is not None
        law = may_follow(chance, line.decider.book.catalogue)
        before = digest(line.under.connection).sha256
        found = asked(line, law)
        assert digest(line.under.connection).sha256 == before
        assert found.subjects >= SUBJECTS
        assert sum(each.count for each in found.sums) == len(found.changes)
        assert said(found) == followed(line, law)
        reached += bool(found.changes)
    assert reached >= LOADS // 4, "the loads must reach somebody"


def test_of_two_catalogues_neither_of_which_is_loaded(line: Line) -> None:
    """What the newer would bring after the older is said without loading either."""
    assert line.decider.book is not None
    loaded = line.decider.book.catalogue
    fewer = [row for row in loaded.measures if row.measure != "PRC-01"]
    older = replace(loaded, version="older", measures=tuple(fewer))
    newer = replace(loaded, version="newer")
    found = asked(line, newer, older)
    followed(line, older)
    assert said(found) == followed(line, newer) != []


def test_a_load_that_would_be_refused_reaches_nobody(line: Line) -> None:
    """The reason is said, and nobody is judged."""
    assert line.decider.book is not None
    loaded = line.decider.book.catalogue
    longer = tuple(
        replace(row, term_months=row.term_months + 12) if row.term_months else row
        for row in loaded.measures
    )
    found = asked(line, replace(loaded, version="longer", measures=longer))
    assert "term_months" in found.refused
    assert found.changes == ()


def write(line: Line) -> None:
    """What no question may do."""
    line.under.connection.execute("UPDATE line SET entry = 0")


def test_nothing_can_be_written_while_it_is_asked(line: Line) -> None:
    """The session is in a transaction that takes no row."""
    assert line.decider.book is not None
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        what_if(
            line.under.store,
            line.decider.book,
            None,
            line.decider.book.catalogue,
            lambda *_: write(line),
        )
