"""Chapter 5, court orders: what an order stands on, and what grounds nothing."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import BNK_02, A, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on
from scenario.frozen import FROZEN, FROZEN_BY_COURT2
from scenario.message import continuation, freeze, judgment, renewal, seal, unfreeze
from scenario.orders import every_order


def test_c56_two_courts_freeze_apart(make_hub: MakeHub) -> None:
    """Freezes of two courts at one bank are two measures; releasing one leaves the other (R6)."""
    f1, f2 = freeze("12"), freeze("12", by="court2")
    for hub in every_order(make_hub, f1, f2):
        assert in_force(hub) == {FROZEN, FROZEN_BY_COURT2}
    for hub in every_order(make_hub, f1, f2, unfreeze("13", of="12")):
        assert in_force(hub) == {FROZEN_BY_COURT2}


def test_c56_two_measures_two_directives(make_line: MakeLine) -> None:
    """The bank gets two directives of two measures (R6, R11)."""
    line = make_line()
    line.publish(freeze("12"))
    line.publish(freeze("12", by="court2"))
    one, other = line.decided("bank")
    assert one.measure_id != other.measure_id
    assert one.directive_id != other.directive_id


def test_c75_an_order_is_looked_up_among_orders_only(make_hub: MakeHub) -> None:
    """What a judgment default is numbered is no order: a release acts, the rest waits (R6)."""
    listed, freezing = judgment("J1"), freeze("12", until="12-01")
    release, further = unfreeze("13", of="J1"), continuation("14", of="J1")
    for hub in every_order(make_hub, listed, freezing, release, further):
        assert not hub.waits(release)
        assert hub.waits(further)
        assert FROZEN in in_force(hub)
        assert hub.released() == {on(A, "BNK-02", "court|J1|")}


def test_c77_an_unregistered_person_carries_nothing(make_hub: MakeHub) -> None:
    """Who is named beside a debtor without being registered gets no measure (R9, C30)."""
    keeper = {"kind": "UNREGISTERED", "name": "某摊主", "registration_no": "T-1"}
    principal = {"role": "PRINCIPAL", "named_by_source": True, "from": None, "to": None}
    for hub in every_order(make_hub, judgment("J1", related=[{**principal, "subject": keeper}])):
        assert in_force(hub) == {on(A, "LND-04")}


def test_c89_an_order_without_a_row_grounds_nothing(make_hub: MakeHub) -> None:
    """Where the catalogue has no row for the partner an order names, or none at all for orders of
    its sort, the order is kept and nothing is due (R6, R8)."""
    to_land, sealed = freeze("12", addressee="land"), seal("22")
    released = unfreeze("13", of="12", addressee="land")
    for hub in every_order(make_hub, to_land, released):
        assert in_force(hub) == hub.released() == set()
    for hub in every_order(lambda: make_hub(catalogue((BNK_02,))), sealed, renewal("23", of="22")):
        assert in_force(hub) == set()
        assert hub.facts() == 2


def test_c89_an_order_decided_before_its_row_says_so(make_hub: MakeHub) -> None:
    """D2001 for a freeze of the day before the first edition, on every later day (R8)."""
    late = catalogue((replace(BNK_02, valid_from=day("06-02")),))
    for hub in every_order(lambda: make_hub(late), freeze("12")):
        hub.tick(day("06-05"))
        assert in_force(hub) == set()
        found = {(r.measure, r.record_no, r.code) for r in hub.refusals()}
        assert found == {("BNK-02", "12", "D2001")}
