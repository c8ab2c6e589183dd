"""R21: a list has one colour, and may ground nothing."""

from dataclasses import replace

import pytest
from scenario.cast import PRC_01_BAN, ROWS, WAGE_ARREARS, A, B, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, wage_measures
from scenario.hub import Shown
from scenario.message import penalty, wage

from schemas.catalogue.model import Catalogue
from schemas.catalogue.named_list import ListColour

ACCEPTED, FOREIGN = Shown("ACCEPTED"), Shown("REFUSED", "E1301")


def of_colour(colour: ListColour | None) -> Catalogue:
    """Return the catalogue in which the wage arrears are a list of this colour."""
    return catalogue(lists=(replace(WAGE_ARREARS, colour=colour),))


#: The list grounds nothing, and no row of a measure names it.
KEPT_AND_SHOWN = catalogue(
    (row for row in ROWS if row.trigger != "list/WAGE_ARREARS"),
    lists=(replace(WAGE_ARREARS, grounds=False, why="无上位法依据"),),
)


@pytest.mark.parametrize("colour", ListColour)
@pytest.mark.parametrize("of_list", [*ListColour, None])
def test_an_entry_has_the_colour_of_its_list(
    make_line: MakeLine, colour: ListColour, of_list: ListColour | None
) -> None:
    """Any other one is refused, E1301; a list whose row has no colour takes any."""
    line = make_line(of_colour(of_list))
    line.publish(entry := wage("W1", colour=colour.value))
    assert line.shown(entry) == (ACCEPTED if of_list in (colour, None) else FOREIGN)


def test_a_correction_to_another_colour_is_refused(make_line: MakeLine) -> None:
    """Who moves somebody to another list tells of another decision; the first version stands."""
    line = make_line(of_colour(ListColour.BLACK))
    line.publish(entry := wage("W1"))
    line.publish(corrected := entry.corrected(2, colour="WATCH"))
    assert line.shown(corrected) == FOREIGN
    assert in_force(line) == wage_measures(A)


def test_end_and_revoke_may_name_the_colour_of_before(make_line: MakeLine) -> None:
    """They only take away: who was listed black is freed also once the list is another colour's."""
    line = make_line(of_colour(ListColour.BLACK))
    line.publish(one := wage("W1"), other := wage("W2", about=B))
    line.load_catalogue(of_colour(ListColour.WATCH))
    line.publish(ended := one.ended(2, "06-01"), revoked := other.revoked(2))
    assert [line.shown(each).outcome for each in (ended, revoked)] == ["ENDED", "REVOKED"]
    assert in_force(line) == set()


def test_what_was_let_in_before_goes_on_to_ground(make_hub: MakeHub) -> None:
    """A load that gives the list a colour refuses later entries, and lifts nothing (R17)."""
    hub = make_hub(of_colour(None))
    hub.publish(wage("W1"), wage("W2", about=B, colour="RED"))
    assert in_force(hub) == wage_measures(A)
    hub.load_catalogue(of_colour(ListColour.RED))
    assert in_force(hub) == wage_measures(A)


def test_a_list_that_grounds_nothing_keeps_its_entries(make_hub: MakeHub) -> None:
    """They are facts of the pool, and no measure follows; what else burdens their subject does."""
    hub = make_hub(KEPT_AND_SHOWN)
    hub.publish(entry := wage("W1"), penalty("N1"))
    assert hub.facts() == 2
    assert hub.fact(entry).provenances == {("hrss", "W1")}
    assert in_force(hub) == {on(A, "PRC-01")}
    assert {ground.trigger for ground in hub.grounds(on(A, "PRC-01"))} == {PRC_01_BAN.trigger}


def test_a_load_by_which_a_list_grounds_nothing_lifts(make_hub: MakeHub) -> None:
    """What it grounded is free from the load on; the present catalogue says what it grounds."""
    hub = make_hub()
    hub.publish(entry := wage("W1"))
    assert in_force(hub) == wage_measures(A)
    hub.load_catalogue(KEPT_AND_SHOWN)
    assert hub.version() == KEPT_AND_SHOWN.version
    assert in_force(hub) == set()
    assert hub.fact(entry).ended_on is None
