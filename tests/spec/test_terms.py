"""R22: which of its row's two terms a measure has, and where the decision's own last day rules."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import LND_04, PRC_01_WAGE, A, B, P, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import edition, load
from scenario.expect import in_force, on, terms, until
from scenario.message import judgment, related, repair, wage
from scenario.orders import every_order
from scenario.partner import ToldPartner, exchange

from schemas.catalogue.model import Effect, OnRepair

#: Two years where the court names no last day, five at most.
DEBTOR = replace(LND_04, usual_months=24, term_months=60)
LAW = catalogue((DEBTOR,))
HOME, HOME_P = on(A, "LND-04"), on(P, "LND-04")
FIRST = "有履行能力而拒不履行生效法律文书确定义务"
NO_REPORT = "违反财产报告制度"
BEHIND_A = [related("LEGAL_REPRESENTATIVE", P)]

BAN, BAN_B = on(A, "PRC-01"), on(B, "PRC-01")
YEAR_OF_THREE = replace(PRC_01_WAGE, usual_months=12, term_months=36)


def test_b22_a_listing_for_grounds_two_to_six_has_two_years(make_hub: MakeHub) -> None:
    """The debtor and who stands behind it to 2026-06-20, lifted by the tick of the day after."""
    j = judgment("J1", decided="2024-06-20", circumstances=[NO_REPORT], related=BEHIND_A)
    for hub in every_order(lambda: make_hub(LAW), j):
        assert {until(hub, HOME), until(hub, HOME_P)} == {day("2026-06-20")}
        hub.tick(day("2026-06-20"))
        assert in_force(hub) == {HOME, HOME_P}
        hub.tick(day("2026-06-21"))
        assert in_force(hub) == set()


@pytest.mark.parametrize(
    ("own", "last"),
    [("2028-06-20", "2028-06-20"), ("2026-12-01", "2026-12-01"), ("2099-12-31", "2029-06-20")],
)
def test_b22_the_courts_own_last_day_prolongs_and_shortens(
    make_hub: MakeHub, own: str, last: str
) -> None:
    """It may be after the usual term or before; the longest term alone cuts it."""
    j = judgment("J2", decided="2024-06-20", until=own, circumstances=[NO_REPORT])
    for hub in every_order(lambda: make_hub(LAW), j):
        assert until(hub, HOME) == day(last)


@pytest.mark.parametrize(
    "circumstances",
    [
        [FIRST],
        ["有履行能力而拒不履行"],
        ["　有履行能力 而拒不履行生效法律文书确定义务的"],
        [NO_REPORT, "其他有履行能力而拒不履行生效法律文书确定义务"],
        ["没有听说过的情形", FIRST],
    ],
    ids=["whole", "short", "wide spaces and a closing 的", "of several", "beside an unknown one"],
)
def test_b22_the_first_ground_has_no_usual_term(
    make_hub: MakeHub, circumstances: list[str]
) -> None:
    """Who could perform and does not is listed until the court ends it; of several grounds the one
    that lasts longest rules. A longest term of the row still cuts."""
    j = judgment("J3", decided="2024-06-20", circumstances=circumstances)
    unlimited = catalogue((replace(DEBTOR, term_months=None),))
    for hub in every_order(lambda: make_hub(unlimited), j):
        assert until(hub, HOME) is None
    for hub in every_order(lambda: make_hub(LAW), j):
        assert until(hub, HOME) == day("2029-06-20")


@pytest.mark.parametrize("circumstances", [[], ["情节严重"], [NO_REPORT, "情节严重"]], ids=str)
def test_b22_without_a_ground_that_is_known_two_years_and_a_task(
    make_line: MakeLine, circumstances: list[str]
) -> None:
    """In doubt the shorter term, and a person asks the court; it corrects its record."""
    line = make_line(LAW)
    j = judgment("J4", decided="2024-06-20", circumstances=circumstances)
    line.publish(j)
    assert until(line, HOME) == day("2026-06-20")
    assert list(line.tasks()) == ["GROUND_UNKNOWN"]
    line.publish(j.corrected(2, circumstances=[FIRST]))
    assert until(line, HOME) == day("2029-06-20")
    assert list(line.tasks()) == ["GROUND_UNKNOWN"]


def test_nobody_is_asked_where_the_ground_decides_nothing(make_line: MakeLine) -> None:
    """A known ground, a last day of the court's own, or a row without a usual term."""
    line = make_line(LAW)
    line.publish(
        judgment(
            "J1", circumstances=["违反限制消费令", "以伪造证据、暴力、威胁等方法妨碍、抗拒执行"]
        ),
        judgment("J2", about=B, until="2027-06-01"),
    )
    assert not line.tasks()
    line = make_line(catalogue((LND_04,)))
    line.publish(judgment("J1"))
    assert not line.tasks()


def test_a_decision_without_a_last_day_has_the_usual_term(make_hub: MakeHub) -> None:
    """Of any kind: a year; with a last day of its own up to three; a row without a usual term has
    the longest."""
    silent, named = wage("W1"), wage("W2", about=B, until="2030-01-01")
    for hub in every_order(lambda: make_hub(catalogue((YEAR_OF_THREE,))), silent, named):
        assert until(hub, BAN) == day("2027-06-01")
        assert until(hub, BAN_B) == day("2029-06-01")
    for hub in every_order(lambda: make_hub(catalogue((PRC_01_WAGE,))), silent):
        assert until(hub, BAN) == day("2029-06-01")


def test_the_usual_term_begins_with_the_effect(make_hub: MakeHub) -> None:
    """Both days count, from the later of decision and effect; 28 February has no 29th (R4)."""
    w = wage("W1", decided="2026-02-25", effective_from=day("2028-02-29"))
    for hub in every_order(lambda: make_hub(catalogue((YEAR_OF_THREE,))), w):
        hub.tick(day("2028-02-29"))
        assert until(hub, BAN) == day("2029-02-28")


def test_the_term_that_bears_on_the_decision_is_compared(make_hub: MakeHub) -> None:
    """An edition of a usual year but no longest term is milder for who names no last day; for who
    names one that of three years is (R8)."""
    law = catalogue(
        (
            edition("1", "2020-01-01", "05-31"),
            edition("2", "06-01", usual_months=12, term_months=None),
        )
    )
    silent = wage("W1", decided="05-15")
    named = wage("W2", about=B, decided="05-15", until="2040-01-01")
    for hub in every_order(lambda: make_hub(law), silent, named):
        assert until(hub, BAN) == day("2027-05-15")
        assert until(hub, BAN_B) == day("2029-05-15")


def test_the_usual_term_of_one_edition_and_the_effect_and_the_repair_of_another(
    make_hub: MakeHub,
) -> None:
    """A year, and a milder effect without end: the milder effect, for the year; two years kept and
    three lifted: lifted (R8)."""
    year = edition("1", "2020-01-01", "05-31", usual_months=12)
    careful = edition("2", "06-01", effect=Effect.CAUTION, term_months=None)
    w = wage("W1", decided="05-15")
    for hub in every_order(lambda: make_hub(catalogue((year, careful))), w):
        assert (until(hub, BAN), terms(hub, BAN).effect) == (day("2027-05-15"), Effect.CAUTION)
    kept = replace(year, usual_months=24, on_repair=OnRepair.KEEP)
    lifted = edition("2", "06-01")
    for hub in every_order(lambda: make_hub(catalogue((kept, lifted))), w):
        assert (until(hub, BAN), terms(hub, BAN).list_version) == (day("2028-05-15"), "1")
    for hub in every_order(lambda: make_hub(catalogue((kept, lifted))), w, repair("R1", of=w)):
        assert in_force(hub) == set()


@pytest.mark.parametrize("now", [None, 13], ids=["none", "longer"])
def test_a_load_that_lengthens_the_usual_term_is_refused(
    make_hub: MakeHub, now: int | None
) -> None:
    """Of an edition that was in force, also by leaving the term out (R8)."""
    first = edition("1", "2020-01-01", usual_months=12)
    hub = make_hub(catalogue((first,)))
    load(hub, "06-02", replace(first, usual_months=now))
    hub.publish(wage("W1"))
    assert until(hub, BAN) == day("2027-06-01")


def test_a_new_edition_is_milder_for_one_sort_of_decisions_only(make_hub: MakeHub) -> None:
    """Dated back and loaded on 06-10, with a usual year and no longest term: it takes over on that
    day and counts on none before, for it is stricter for who names a last day (R8)."""
    old = edition("1", "2020-01-01")
    hub = make_hub(catalogue((old,)))
    hub.publish(wage("W1", decided="05-15"))
    ended = replace(old, valid_until=day("05-31"))
    load(hub, "06-10", ended, edition("2", "06-01", usual_months=12, term_months=None))
    hub.publish(
        wage("W2", about=B, decided="06-05", until="2040-01-01"),
    )
    assert until(hub, BAN) == day("2027-05-15")
    assert until(hub, BAN_B) == day("2029-06-05")


def test_a_usual_term_that_is_added_frees_and_shortens_at_the_load(make_line: MakeLine) -> None:
    """Listings of two years and more are lifted, younger ones get their last day by an AMEND, and
    one of ground 1 hears nothing."""
    line, land = make_line(catalogue((replace(LND_04, term_months=None),))), ToldPartner("land")
    line.publish(
        judgment("OLD", decided="2024-05-31", circumstances=[NO_REPORT]),
        judgment("NEW", about=B, decided="2025-06-01", circumstances=[NO_REPORT]),
        judgment("ONE", about=P, decided="2020-06-01", circumstances=[FIRST]),
    )
    exchange(line, land)
    assert until(line, HOME) is None
    load(line, "06-02", replace(LND_04, term_months=None, usual_months=24))
    sent = [(told.held, told.action) for told in exchange(line, land)]
    assert sorted(sent) == sorted([(HOME, "LIFT"), (on(B, "LND-04"), "AMEND")])
    assert until(line, on(B, "LND-04")) == day("2027-06-01")
    assert until(line, HOME_P) is None
