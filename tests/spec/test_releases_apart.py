"""Court orders: what each release lifts, with which documents, and under which edition (C90)."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import BNK_02, A, B, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on
from scenario.frozen import FROZEN
from scenario.hub import Refusal
from scenario.message import freeze, unfreeze
from scenario.orders import every_order


def test_c90_releases_of_an_unknown_freeze_act_each_for_its_own_subject(make_hub: MakeHub) -> None:
    """Two releases name one number and two subjects: both lift, whichever was decided first."""
    of_b = unfreeze("13", of="12", about=B, decided="05-20")
    of_a = unfreeze("14", of="12", decided="05-30")
    for hub in every_order(make_hub, of_b, of_a):
        assert hub.released() == {FROZEN, on(B, "BNK-02", "court|12|")}


def test_c90_a_lift_by_order_comes_with_the_orders_own_documents(make_line: MakeLine) -> None:
    """The bank sees the release's document, not that of the freeze (R6)."""
    line = make_line()
    line.publish(freeze("12"))
    line.publish(unfreeze("13", of="12"))
    lift = line.decided("bank")[-1]
    assert lift.action == "LIFT"
    assert lift.terms is not None
    assert [paper.name for paper in lift.terms.documents] == ["裁定书13"]


def test_c90_a_release_acts_after_the_last_edition(make_hub: MakeHub) -> None:
    """A list that has no such row any more does not keep a court from releasing (R6, R8)."""
    ended = catalogue((replace(BNK_02, valid_until=day("06-10")),))
    for hub in every_order(lambda: make_hub(ended, on=day("06-20")), unfreeze("13", of="12")):
        assert hub.released() == {FROZEN}
        assert in_force(hub) == set()


def test_c90_what_ran_out_says_so(make_line: MakeLine) -> None:
    """D2005 for a freeze whose last day is over, shown by `hub subject`."""
    line = make_line(on=day("06-20"))
    line.publish(freeze("12", until="06-10"))
    assert in_force(line) == set()
    assert Refusal(FROZEN.subject, "BNK-02", "12", "D2005") in line.refusals()
    assert on(A, "BNK-02", "court|12|") == FROZEN


def test_c97_a_release_ends_the_freeze_where_it_is(make_hub: MakeHub) -> None:
    """An UNFREEZE names the land registry, its FREEZE the bank: the bank lifts, whichever comes
    first, and nobody holds anything (R6)."""
    astray = unfreeze("13", of="12", addressee="land")
    for hub in every_order(make_hub, freeze("12"), astray):
        assert hub.released() == {FROZEN}
        assert in_force(hub) == set()


def test_c97_the_bank_is_told(make_line: MakeLine) -> None:
    """Its LIFT has the release's own document and goes in any case (R6)."""
    line = make_line()
    line.publish(freeze("12"))
    line.publish(unfreeze("13", of="12", addressee="land"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "LIFT"]
    assert line.decided("land") == []
