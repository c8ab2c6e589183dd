"""R10: of one record's grounds for one measure that end on one day the mildest gives the terms."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import PRC_01_BAN
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import terms, until
from scenario.grave import BY_FINE, GRAVE, LARGE, deriving
from scenario.lasting import BAN
from scenario.message import Value, penalty
from scenario.orders import every_order

from schemas.catalogue.model import Catalogue, Effect

CAUTION, REFUSE, CONTROL = Effect.CAUTION, Effect.REFUSE, Effect.CONTROL

#: It has the derived clause by its fine, and the written one: both keep A out of procurement.
BOTH = penalty("N1", fine_fen=LARGE)
DERIVED, WRITTEN = "derived", "written"


def saying(derived: dict[str, Value], written: dict[str, Value]) -> Catalogue:
    """Return the catalogue in which the rows of the two clauses say this."""
    rows = (
        replace(GRAVE, list_version=DERIVED, **derived),
        replace(PRC_01_BAN, list_version=WRITTEN, **written),
    )
    return deriving(BY_FINE, measures=rows)


@pytest.mark.parametrize(
    ("derived", "written", "gives"),
    [
        (REFUSE, CAUTION, WRITTEN),
        (CAUTION, REFUSE, DERIVED),
        (CONTROL, REFUSE, WRITTEN),
        (REFUSE, REFUSE, DERIVED),
    ],
)
def test_the_mildest_effect_gives_the_terms_then_the_trigger(
    make_hub: MakeHub, derived: Effect, written: Effect, gives: str
) -> None:
    """penalty/GRAVE_VIOLATION comes before penalty/PROCUREMENT_BAN; both are named as grounds."""
    hub = make_hub(saying({"effect": derived}, {"effect": written}))
    hub.publish(BOTH)
    assert (terms(hub, BAN).effect, terms(hub, BAN).list_version) == (min(derived, written), gives)
    triggers = ["penalty/GRAVE_VIOLATION", "penalty/PROCUREMENT_BAN"]
    assert [ground.trigger for ground in hub.grounds(BAN)] == triggers


def test_the_longer_term_comes_before_the_milder_effect(make_hub: MakeHub) -> None:
    """Four years of refusal and three of caution: the four, and refusal."""
    hub = make_hub(saying({"term_months": 48}, {"effect": CAUTION}))
    hub.publish(BOTH)
    assert (until(hub, BAN), terms(hub, BAN).effect) == (day("2030-06-01"), REFUSE)


def test_source_and_number_come_before_the_milder_effect(make_hub: MakeHub) -> None:
    """Of two records that end on one day N1 gives the terms, though N2 has a milder effect."""
    hard = penalty("N1")
    mild = penalty("N2", clauses=[], fine_fen=LARGE)
    for hub in every_order(lambda: make_hub(saying({"effect": CAUTION}, {})), hard, mild):
        assert terms(hub, BAN).effect == REFUSE
        assert [ground.record_no for ground in hub.grounds(BAN)] == ["N1", "N2"]


def test_the_partner_is_told_the_milder_effect(make_line: MakeLine) -> None:
    """A correction that adds the harder clause with the same last day sends nothing."""
    line = make_line(saying({"effect": REFUSE}, {"effect": CAUTION}))
    line.publish(BOTH.again(fine_fen=LARGE - 1))
    line.publish(BOTH.corrected(2))
    assert [each.action for each in line.decided("procurement")] == ["IMPOSE"]
    assert (terms(line, BAN).effect, len(line.grounds(BAN))) == (CAUTION, 2)
