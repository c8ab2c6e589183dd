"""R4, R5: what a department repaired or marked holds after it has left the catalogue."""

from dataclasses import replace

from scenario.cast import DEPARTMENTS, HRSS, ROWS, TAX, A, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, wage_measures
from scenario.hub import Shown
from scenario.message import mark, repair, wage
from scenario.orders import every_order

WITHOUT_HRSS = catalogue(ROWS, [d for d in DEPARTMENTS if d.id != "hrss"])
#: The tax bureau takes over; what the labour bureau repaired goes on to count for everybody.
TAKEN_OVER = catalogue(
    ROWS,
    [
        replace(d, decides_for=frozenset({TAX.uscc, HRSS.uscc}))
        if d.id == "tax"
        else replace(
            d, kinds=frozenset(), decides_for=frozenset(), repairs_for=frozenset({HRSS.uscc})
        )
        if d.id == "hrss"
        else d
        for d in DEPARTMENTS
    ],
)


def test_whom_a_department_repaired_is_not_burdened_because_it_left(make_hub: MakeHub) -> None:
    """Its entry is a relayed one by now, and who relayed it took it back itself (R4)."""
    w1 = wage("W1")
    for hub in every_order(make_hub, w1, repair("R1", of=w1)):
        hub.load_catalogue(WITHOUT_HRSS)
        assert in_force(hub) == set()


def test_an_objection_stays_open_though_its_department_left(make_hub: MakeHub) -> None:
    """Whoever told of a fact marks it, with or without rights (R5)."""
    w1 = wage("W1")
    for hub in every_order(make_hub, w1, mark("M1", of=w1)):
        hub.load_catalogue(WITHOUT_HRSS)
        assert hub.fact(w1).marked
        assert in_force(hub) == {on(A, "PRC-01")}


def test_no_directive_follows_from_leaving(make_line: MakeLine) -> None:
    """A load that only takes leave of a department changes no measure and tells it nothing."""
    line = make_line()
    w1, w2 = wage("W1"), wage("W2")
    repaired = repair("R1", of=w1)
    line.publish(w1, w2, repaired)
    before = [line.decided(partner) for partner in ("bank", "procurement")]
    line.load_catalogue(WITHOUT_HRSS)
    assert [line.decided(partner) for partner in ("bank", "procurement")] == before
    assert line.history(repaired) == [Shown("REPAIRED")]
    assert in_force(line) == wage_measures(A)


def test_a_repair_holds_for_all_where_the_catalogue_says_so(make_hub: MakeHub) -> None:
    """A copy that somebody else relayed grounds nothing either, if who closed may still repair."""
    w1 = wage("W1")
    copy = w1.relayed("province", "P-W1")
    for hub in every_order(make_hub, w1, copy, repair("R1", of=w1)):
        hub.load_catalogue(TAKEN_OVER)
        assert hub.fact(w1).repaired
        assert in_force(hub) == set()
