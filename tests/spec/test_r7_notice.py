"""R7: a list may ask that a subject was told before it is listed (D2010)."""

from dataclasses import replace
from datetime import date

import pytest
from scenario.calendar import day
from scenario.cast import HRSS, PRC_01_WAGE, ROWS, WAGE_ARREARS, A, B, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.editions import codes
from scenario.expect import in_force, on, terms, wage_measures
from scenario.hub import Hub, Shown
from scenario.message import TOLD, Message, Value, penalty, repair, wage
from scenario.orders import every_order

from schemas.catalogue.model import Catalogue
from schemas.catalogue.named_list import ListColour

#: What a record says of the notice: not told; told, and nothing else is known.
UNTOLD = {"prior": False, "heard": True, "served": True}
TOLD_ALONE = {"prior": True, "heard": False, "served": False}

OTHER_LIST = replace(WAGE_ARREARS, code="OTHER", name="其他名单")
OTHER_ROW = replace(PRC_01_WAGE, measure="PRC-09", trigger="list/OTHER")


def asking(since: str | None) -> Catalogue:
    """Return the catalogue whose wage arrears ask for notice from a day of decision on."""
    first: date | None = None if since is None else day(since)
    mine = replace(WAGE_ARREARS, prior_notice_since=first)
    return catalogue((*ROWS, OTHER_ROW), lists=(mine, OTHER_LIST))


#: From 05-20 on.
LAW = asking("05-20")


def nothing_follows(hub: Hub) -> bool:
    """Whether nothing is in force, and D2010 says why."""
    return (in_force(hub), codes(hub)) == (set(), {"D2010"})


def test_who_was_not_told_gets_no_measure(make_hub: MakeHub) -> None:
    """The entry is kept, and each measure of the list is refused under D2010."""
    hub = make_hub(LAW)
    hub.publish(w := wage("W1"))
    assert nothing_follows(hub)
    assert {refusal.measure for refusal in hub.refusals()} == {"PRC-01", "BNK-07"}
    assert hub.fact(w).provenances == {("hrss", "W1")}


@pytest.mark.parametrize("said", [TOLD, TOLD_ALONE], ids=["heard too", "told alone"])
def test_who_was_told_gets_it(make_hub: MakeHub, said: Value) -> None:
    """`notice.prior` is asked, and nothing else of the notice."""
    hub = make_hub(LAW)
    hub.publish(wage("W1", notice=said))
    assert (in_force(hub), codes(hub)) == (wage_measures(A), set())


@pytest.mark.parametrize(("decided", "asked"), [("05-19", False), ("05-20", True), ("05-21", True)])
def test_the_day_of_the_decision_is_asked(make_hub: MakeHub, decided: str, asked: bool) -> None:
    """From the day of the list on, that day included; when it takes effect is nothing to it."""
    hub = make_hub(LAW)
    hub.publish(wage("W1", decided=decided, starts="06-01"))
    assert in_force(hub) == (set() if asked else wage_measures(A))


def test_a_list_that_does_not_ask_and_another_kind_are_free_of_it(make_hub: MakeHub) -> None:
    """An entry of another list, and a penalty, ground what they ground."""
    hub = make_hub(LAW)
    other = wage("W1", by="province", authority=HRSS, list_code="OTHER")
    hub.publish(other, penalty("N1", about=B), wage("W2", about=B))
    assert in_force(hub) == {on(A, "PRC-09"), on(B, "PRC-01")}
    hub = make_hub(asking(None))
    hub.publish(wage("W1"))
    assert in_force(hub) == wage_measures(A)


def test_a_correction_that_says_it_was_told_makes_it_due(make_hub: MakeHub) -> None:
    """From then on, and from the first day of the decision by its terms."""
    hub = make_hub(LAW)
    hub.publish(w := wage("W1"))
    hub.tick(day("06-05"))
    hub.publish(w.corrected(2, notice=TOLD))
    assert (in_force(hub), codes(hub)) == (wage_measures(A), set())
    assert terms(hub, on(A, "PRC-01")).valid_from == day("06-01")
    assert terms(hub, on(A, "PRC-01")).valid_until == day("2029-06-01")


def test_a_correction_that_says_nothing_of_it_lifts(make_hub: MakeHub) -> None:
    """Each complete version is all that is said: what the first one said of the notice is gone."""
    hub = make_hub(LAW)
    hub.publish(w := wage("W1", notice=TOLD))
    hub.publish(w.corrected(2, notice=None))
    assert nothing_follows(hub)


def test_the_decider_says_whether_it_told(make_hub: MakeHub) -> None:
    """What a copy says of the notice counts as little as anything else in it (R3)."""
    silent, telling = wage("W1"), wage("W1", notice=TOLD)
    for own, copy, stands in (
        (silent, telling.relayed("province", "P-1"), set()),
        (telling, silent.relayed("province", "P-1"), wage_measures(A)),
    ):
        for hub in every_order(lambda: make_hub(LAW), own, copy):
            assert hub.facts() == 1
            assert in_force(hub) == stands


def test_of_copies_the_one_that_rules_on_the_day_is_asked(make_hub: MakeHub) -> None:
    """The nation's copy says nothing of the notice, the province's does: nothing follows until the
    nation's is ended, from that day on (R3)."""
    nations = wage("W1").relayed("nation", "C-1")
    provinces = wage("W1", notice=TOLD).relayed("province", "P-1")
    for hub in every_order(lambda: make_hub(LAW), nations, provinces, nations.ended(2, "06-05")):
        hub.tick(day("06-04"))
        assert nothing_follows(hub)
        hub.tick(day("06-05"))
        assert in_force(hub) == wage_measures(A)


def test_a_load_that_asks_from_an_earlier_day_lifts(make_hub: MakeHub) -> None:
    """The present catalogue says which decisions need it; one that was told stands on."""
    hub = make_hub(asking("06-10"))
    hub.publish(wage("W1"), wage("W2", about=B, notice=TOLD))
    assert in_force(hub) == wage_measures(A) | wage_measures(B)
    hub.load_catalogue(asking("06-02"))
    assert in_force(hub) == wage_measures(A) | wage_measures(B)
    hub.load_catalogue(asking("06-01"))
    assert (in_force(hub), codes(hub)) == (wage_measures(B), {"D2010"})


#: What says less of the notice than LAW: the catalogue's other list never asked.
ASKS_LESS = {
    "a later day": asking("05-21"),
    "a day to come": asking("07-01"),
    "no more": asking(None),
    "no such list": catalogue((*ROWS, OTHER_ROW), lists=(OTHER_LIST,)),
    "more of another list": catalogue(
        (*ROWS, OTHER_ROW),
        lists=(WAGE_ARREARS, replace(OTHER_LIST, prior_notice_since=day("05-20"))),
    ),
}


@pytest.mark.parametrize("law", ASKS_LESS.values(), ids=list(ASKS_LESS))
def test_a_load_that_asks_for_less_is_refused(make_hub: MakeHub, law: Catalogue) -> None:
    """It would burden whoever was free because nobody had told them; the law of before holds."""
    hub = make_hub(LAW)
    hub.publish(wage("W1", decided="05-20"))
    hub.tick(day("06-10"))
    hub.load_catalogue(law)
    assert hub.version() == LAW.version
    assert nothing_follows(hub)


def test_a_list_that_begins_to_ask_may_not_stop(make_hub: MakeHub) -> None:
    """The catalogue loaded last is what a load is compared with, be it of the same day."""
    hub = make_hub(asking(None))
    hub.load_catalogue(LAW)
    hub.load_catalogue(asking(None))
    assert hub.version() == LAW.version


@pytest.mark.parametrize("days", [{"valid_until": day("05-31")}, {"valid_from": day("07-01")}])
def test_the_days_of_the_lists_row_are_nothing_to_the_notice(
    make_hub: MakeHub, days: dict[str, Value]
) -> None:
    """A row that is over, or has not begun, still asks; also by a load that changes its days."""
    hub = make_hub(LAW)
    hub.publish(wage("W1"))
    named = replace(WAGE_ARREARS, prior_notice_since=day("05-20"), **days)
    hub.load_catalogue(law := catalogue((*ROWS, OTHER_ROW), lists=(named, OTHER_LIST)))
    assert hub.version() == law.version
    assert nothing_follows(hub)


def test_one_ground_that_was_told_holds_the_measure_up(make_hub: MakeHub) -> None:
    """Of two entries only the one whose record says so is a ground (R10)."""
    hub = make_hub(LAW)
    hub.publish(wage("W1"), wage("W2", notice=TOLD))
    assert [ground.record_no for ground in hub.grounds(on(A, "PRC-01"))] == ["W2"]


def test_what_is_repaired_or_over_stays_so_without_notice(make_hub: MakeHub) -> None:
    """That nobody was told takes nothing away from a repair, which is the reason given."""
    hub = make_hub(LAW)
    told, silent = wage("W1", notice=TOLD), wage("W2", about=B)
    hub.publish(told, silent, repair("R1", of=told), repair("R2", of=silent))
    assert (in_force(hub), codes(hub)) == (set(), {"D2003"})
    hub.publish(silent.corrected(2, notice=TOLD))
    assert in_force(hub) == set()


def test_the_partner_is_told_by_the_correction(make_line: MakeLine) -> None:
    """Nothing at first, an IMPOSE by the correction, a LIFT by a load that asks of it again."""
    line = make_line(LAW)
    line.publish(w := wage("W1"))
    assert line.decided("procurement") == []
    assert line.shown(w) == Shown("ACCEPTED")
    line.publish(w.corrected(2, notice=TOLD))
    line.publish(w.corrected(3, notice=None))
    assert [each.action for each in line.decided("procurement")] == ["IMPOSE", "LIFT"]


@pytest.mark.parametrize(
    "entry",
    [
        wage("W1", notice=UNTOLD),
        wage("W1", notice=UNTOLD, decided="05-19"),
        wage("W1", notice=UNTOLD, list_code="OTHER"),
        wage("W1", notice=UNTOLD, v=2).again(action="CORRECT"),
    ],
    ids=["asked", "before the day", "a list that does not ask", "a correction"],
)
def test_one_that_says_that_nobody_was_told_is_refused(make_line: MakeLine, entry: Message) -> None:
    """E1304, whatever the list: the record itself says that the listing was unlawful."""
    line = make_line(LAW)
    line.publish(entry)
    assert line.shown(entry) == Shown("REFUSED", "E1304")


@pytest.mark.parametrize("colour", [ListColour.RED, ListColour.WATCH])
def test_an_entry_of_another_colour_may_say_so(make_line: MakeLine, colour: ListColour) -> None:
    """It burdens nobody."""
    line = make_line(LAW)
    line.publish(entry := wage("W1", colour=colour.value, notice=UNTOLD))
    assert line.shown(entry) == Shown("ACCEPTED")


@pytest.mark.parametrize("colour", ListColour)
def test_one_that_says_nothing_of_it_is_let_in(make_line: MakeLine, colour: ListColour) -> None:
    """Many layouts have no place for the notice."""
    line = make_line(LAW)
    line.publish(entry := wage("W1", colour=colour.value))
    assert line.shown(entry) == Shown("ACCEPTED")
