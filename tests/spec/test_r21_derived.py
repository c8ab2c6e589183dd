"""R21: clauses that follow from what a penalty says, and that nobody writes."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import TAX, A, B, C
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, until
from scenario.grave import BY_CATEGORY, BY_FINE, LARGE, LAW, SHUT, STOPPED, deriving, fined, row
from scenario.hub import Shown
from scenario.lasting import BAN
from scenario.message import penalty, repair

from schemas.catalogue.code import CodeSort, OpenCode


@pytest.mark.parametrize(
    ("fen", "has"),
    [(None, False), (0, False), (LARGE - 1, False), (LARGE, True), (LARGE + 1, True)],
)
def test_a_fine_that_reaches_the_amount(make_hub: MakeHub, fen: int | None, has: bool) -> None:
    """At the amount or above it; a fine that is not told reaches nothing."""
    hub = make_hub(LAW)
    hub.publish(fined("N", fen))
    assert in_force(hub) == ({BAN} if has else set())


@pytest.mark.parametrize(
    ("categories", "has"),
    [
        ([], False),
        (["警告"], False),
        ([STOPPED], True),
        (["警告", SHUT], True),
        (["停产停业"], False),
    ],
    ids=str,
)
def test_a_category_that_the_row_names(make_hub: MakeHub, categories: list[str], has: bool) -> None:
    """One of the penalty's is enough; a category is compared as it stands."""
    hub = make_hub(LAW)
    hub.publish(penalty("N", clauses=[], categories=categories))
    assert in_force(hub) == ({BAN} if has else set())


def test_one_row_that_holds_is_enough(make_hub: MakeHub) -> None:
    """A small fine with an order to close, a large one without; both together are one ground."""
    hub = make_hub(LAW)
    hub.publish(
        fined("N1", 1, categories=["罚款", SHUT]),
        fined("N2", LARGE, about=B),
        fined("N3", LARGE, about=C, categories=["罚款", STOPPED]),
    )
    assert in_force(hub) == {on(each, "PRC-01") for each in (A, B, C)}
    (ground,) = hub.grounds(on(C, "PRC-01"))
    assert (ground.record_no, ground.trigger) == ("N3", "penalty/GRAVE_VIOLATION")


@pytest.mark.parametrize(
    ("decided", "has"),
    [("04-30", False), ("05-01", True), ("05-20", True), ("05-21", False)],
)
def test_a_row_has_its_days(make_hub: MakeHub, decided: str, has: bool) -> None:
    """Both count, and the day of the decision is asked: not that of its effect, nor today."""
    hub = make_hub(deriving(replace(BY_FINE, valid_from=day("05-01"), valid_until=day("05-20"))))
    hub.publish(fined("N", LARGE, decided=decided, starts="05-25"))
    for when in ("06-01", "07-01"):
        hub.tick(day(when))
        assert in_force(hub) == ({BAN} if has else set())


def test_of_two_rows_each_has_its_own_days(make_hub: MakeHub) -> None:
    """A fine of a million is enough from 05-20 on; before, two were."""
    from_then_on = row(fine_from_fen=LARGE // 2, valid_from=day("05-20"))
    hub = make_hub(deriving(replace(BY_FINE, valid_until=day("05-19")), from_then_on))
    hub.publish(
        fined("N1", LARGE // 2, decided="05-19"),
        fined("N2", LARGE, decided="05-19", about=B),
        fined("N3", LARGE // 2, decided="05-20", about=C),
    )
    assert in_force(hub) == {on(B, "PRC-01"), on(C, "PRC-01")}


def test_a_derived_clause_stands_beside_a_written_one(make_hub: MakeHub) -> None:
    """Both hold the measure up, each by its own row; without the fine the written one is left."""
    hub = make_hub(LAW)
    hub.publish(n := penalty("N", fine_fen=LARGE))
    triggers = ["penalty/GRAVE_VIOLATION", "penalty/PROCUREMENT_BAN"]
    assert [ground.trigger for ground in hub.grounds(BAN)] == triggers
    hub.publish(n.corrected(2, fine_fen=LARGE - 1))
    assert [ground.trigger for ground in hub.grounds(BAN)] == triggers[1:]


def test_the_content_that_rules_is_asked(make_hub: MakeHub) -> None:
    """A correction of the fine gives the clause and takes it away; a copy does neither (R3)."""
    hub = make_hub(LAW)
    hub.publish(n := fined("N", LARGE - 1))
    hub.publish(n.relayed("province", "P-1", fine_fen=LARGE))
    assert (hub.facts(), in_force(hub)) == (1, set())
    hub.publish(n.corrected(2, fine_fen=LARGE))
    assert in_force(hub) == {BAN}
    hub.publish(n.corrected(3, fine_fen=LARGE - 1))
    assert in_force(hub) == set()


def test_its_row_is_a_row_like_any(make_hub: MakeHub) -> None:
    """Term, repair and targets are those of the measure: here three years, through a repair."""
    hub = make_hub(LAW)
    hub.publish(n := fined("N", LARGE))
    hub.publish(repair("R1", of=n, by="tax"))
    assert until(hub, BAN) == day("2029-06-01")
    hub.publish(n.ended(2, "06-01"))
    assert in_force(hub) == set()


#: One clause that may be written; the derived one is none of them.
WRITTEN = OpenCode(
    sort=CodeSort.CLAUSES,
    code="PROCUREMENT_BAN",
    name="禁止参加政府采购",
    basis="采购法 第七十七条",
    ordered_by=frozenset({"tax"}),
)


def test_nobody_writes_a_derived_clause(make_line: MakeLine) -> None:
    """It stands in no row of the clauses: a record that names it is refused, E1301."""
    line = make_line(replace(LAW, codes={CodeSort.CLAUSES: {"PROCUREMENT_BAN": WRITTEN}}))
    writes = penalty("N1", clauses=["GRAVE_VIOLATION"])
    large = fined("N2", LARGE, about=B)
    line.publish(writes, large)
    assert line.shown(writes) == Shown("REFUSED", "E1301")
    assert line.shown(large) == Shown("ACCEPTED")
    assert in_force(line) == {on(B, "PRC-01")}


def test_a_clause_that_was_written_before_it_was_derived_goes_on_to_ground(
    make_hub: MakeHub,
) -> None:
    """What was let in grounds what its rows say, whatever the fine (R17)."""
    hub = make_hub(deriving())
    hub.publish(penalty("N1", clauses=["GRAVE_VIOLATION"], authority=TAX))
    assert in_force(hub) == {BAN}
    hub.load_catalogue(law := deriving(replace(BY_FINE, valid_from=day("06-01"))))
    assert hub.version() == law.version
    assert in_force(hub) == {BAN}


def test_the_partner_is_told_of_what_follows(make_line: MakeLine) -> None:
    """An IMPOSE on the penalty, and a LIFT by a load under which it has the clause no more."""
    line = make_line(LAW)
    line.publish(fined("N", LARGE))
    line.load_catalogue(deriving(replace(BY_FINE, fine_from_fen=LARGE + 1), BY_CATEGORY))
    told = [(each.held, each.action) for each in line.decided("procurement")]
    assert told == [(BAN, "IMPOSE"), (BAN, "LIFT")]
