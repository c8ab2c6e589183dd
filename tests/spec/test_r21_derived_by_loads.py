"""R21: loads say what follows from a penalty, and derive no more from decisions of before."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import PRC_01_BAN, B, C
from scenario.drivers import MakeHub
from scenario.expect import in_force, on
from scenario.grave import (
    BY_CATEGORY,
    BY_FINE,
    GRAVE,
    LARGE,
    LAW,
    SHUT,
    STOPPED,
    deriving,
    fined,
    row,
)
from scenario.lasting import BAN

from schemas.catalogue.code import Derived
from schemas.catalogue.model import MeasureRow


def test_loads_say_what_follows(make_hub: MakeHub) -> None:
    """The present catalogue is asked: a higher fine, one category less, or no row at all lift."""
    hub = make_hub(LAW)
    hub.publish(
        fined("N1", LARGE),
        fined("N2", 1, about=B, categories=["罚款", STOPPED]),
        fined("N3", LARGE * 2, about=C),
    )
    laws = (
        LAW,
        deriving(replace(BY_FINE, fine_from_fen=LARGE + 1), BY_CATEGORY),
        deriving(replace(BY_FINE, fine_from_fen=LARGE + 1), row(categories=frozenset({SHUT}))),
        deriving(),
    )
    left = []
    for law in laws:
        hub.load_catalogue(law)
        assert hub.version() == law.version
        left.append(in_force(hub))
    of_c = on(C, "PRC-01")
    assert left == [{BAN, on(B, "PRC-01"), of_c}, {on(B, "PRC-01"), of_c}, {of_c}, set()]


@pytest.mark.parametrize(
    "rows",
    [
        (replace(BY_FINE, fine_from_fen=LARGE - 1), BY_CATEGORY),
        (BY_FINE, replace(BY_CATEGORY, categories=frozenset({STOPPED, SHUT, "警告"}))),
        (BY_FINE, replace(BY_CATEGORY, categories=frozenset({"警告"}))),
        (replace(BY_FINE, valid_from=day("2019-12-31")), BY_CATEGORY),
        (BY_FINE, BY_CATEGORY, row(fine_from_fen=1, valid_from=day("06-09"))),
        (BY_FINE, BY_CATEGORY, row(fine_from_fen=1, valid_until=day("2021-01-01"))),
        (row(fine_from_fen=LARGE - 1, valid_from=day("05-01")), BY_CATEGORY),
    ],
    ids=[
        "a lower fine",
        "another category beside",
        "another category",
        "an earlier day",
        "a row from the eve of the load",
        "a row of the past",
        "fewer days and a lower fine",
    ],
)
def test_a_load_derives_no_more_from_decisions_of_before(
    make_hub: MakeHub, rows: tuple[Derived, ...]
) -> None:
    """It is refused: nothing that was decided before the day of the load has the clause by it."""
    hub = make_hub(LAW)
    hub.publish(fined("N1", LARGE - 1), fined("N2", 1, about=B, categories=["警告"]))
    hub.tick(day("06-10"))
    hub.load_catalogue(deriving(*rows))
    assert hub.version() == LAW.version
    assert in_force(hub) == set()


def test_a_load_does_not_lengthen_the_days_of_a_row(make_hub: MakeHub) -> None:
    """A row that ended on 05-31 does not go on as if it had not ended; one from the day of the load
    on may say the same."""
    first = deriving(replace(BY_FINE, valid_until=day("05-31")))
    hub = make_hub(first)
    hub.publish(fined("N1", LARGE))
    hub.tick(day("06-10"))
    hub.load_catalogue(deriving(BY_FINE))
    assert hub.version() == first.version
    again = deriving(
        replace(BY_FINE, valid_until=day("05-31")), replace(BY_FINE, valid_from=day("06-10"))
    )
    hub.load_catalogue(again)
    assert hub.version() == again.version
    hub.publish(fined("N2", LARGE, about=B, decided="06-10"))
    assert in_force(hub) == {on(B, "PRC-01")}


def test_a_row_from_the_day_of_the_load_on_derives_more(make_hub: MakeHub) -> None:
    """That is the way: it reaches what is decided on that day or later."""
    hub = make_hub(LAW)
    hub.tick(day("06-10"))
    hub.publish(fined("N1", LARGE // 2, decided="06-09"))
    more = row(fine_from_fen=LARGE // 2, valid_from=day("06-10"))
    hub.load_catalogue(law := deriving(BY_FINE, BY_CATEGORY, more))
    assert hub.version() == law.version
    hub.publish(
        fined("N2", LARGE // 2, about=B, decided="06-10"),
        fined("N3", LARGE // 2, about=C, decided="06-09"),
    )
    assert in_force(hub) == {on(B, "PRC-01")}


def test_a_load_that_says_the_same_in_other_rows_is_none_the_stricter(make_hub: MakeHub) -> None:
    """Two rows of one category each for one of two, and one of two halves of the time."""
    hub = make_hub(LAW)
    hub.publish(fined("N1", LARGE), fined("N2", 1, about=B, categories=["罚款", STOPPED]))
    hub.tick(day("06-10"))
    hub.load_catalogue(
        law := deriving(
            replace(BY_FINE, valid_until=day("2024-12-31")),
            replace(BY_FINE, valid_from=day("2025-01-01")),
            row(categories=frozenset({STOPPED})),
            row(categories=frozenset({SHUT})),
        )
    )
    assert hub.version() == law.version
    assert in_force(hub) == {BAN, on(B, "PRC-01")}


def test_the_first_rows_of_a_clause_that_grounded_before_reach_nothing_of_before(
    make_hub: MakeHub,
) -> None:
    """Its measure was loaded while it was a written clause: rows that hold for decisions of before
    are refused, rows from the day of the load on are not."""
    hub = make_hub(first := deriving())
    hub.publish(fined("N1", LARGE))
    hub.tick(day("06-10"))
    hub.load_catalogue(LAW)
    assert (hub.version(), in_force(hub)) == (first.version, set())
    hub.load_catalogue(law := deriving(replace(BY_FINE, valid_from=day("06-10"))))
    assert hub.version() == law.version
    hub.publish(fined("N2", LARGE, about=B, decided="06-10"))
    assert in_force(hub) == {on(B, "PRC-01")}


@pytest.mark.parametrize("fen", [LARGE, LARGE // 2])
@pytest.mark.parametrize("measures", [(GRAVE, PRC_01_BAN), (PRC_01_BAN,)], ids=["kept", "gone"])
def test_rows_that_were_left_out_do_not_come_back_for_decisions_of_before(
    make_hub: MakeHub, fen: int, measures: tuple[MeasureRow, ...]
) -> None:
    """Neither with the fine that they had nor with a lower one, be the measure's row still there or
    left out with them: whoever they set free stays free."""
    hub = make_hub(LAW)
    hub.publish(fined("N1", LARGE))
    hub.tick(day("06-10"))
    hub.load_catalogue(without := deriving(measures=measures))
    assert in_force(hub) == set()
    hub.tick(day("06-11"))
    hub.load_catalogue(deriving(replace(BY_FINE, fine_from_fen=fen), BY_CATEGORY))
    assert (hub.version(), in_force(hub)) == (without.version, set())


def test_a_clause_that_is_new_reaches_nothing_of_before(make_hub: MakeHub) -> None:
    """The row of its measure is new with it, and grounds what is decided from the load on (R8)."""
    hub = make_hub(deriving(measures=(PRC_01_BAN,)))
    hub.publish(fined("N1", LARGE))
    hub.tick(day("06-10"))
    hub.load_catalogue(LAW)
    assert hub.version() == LAW.version
    hub.publish(fined("N2", LARGE, about=B, decided="06-10"))
    assert in_force(hub) == {on(B, "PRC-01")}
