"""R8: the respects of the editions that reach each role of somebody in several."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import BODIES, LND_04, P
from scenario.drivers import MakeHub
from scenario.editions import edition
from scenario.expect import in_force, on, terms, until
from scenario.hub import Hub
from scenario.laws import law
from scenario.message import Value, judgment, related, repair

from schemas.catalogue.model import Effect, OnObjection, OnRepair, TargetRole

KEEP, LIFT = OnRepair.KEEP, OnRepair.LIFT
SUSPEND = OnObjection.SUSPEND
CAUTION = Effect.CAUTION


#: Whom a judgment names as principal and as controller at once.
IN_TWO_ROLES = [related("CONTROLLER", P), related("PRINCIPAL", P)]
PRINCIPALS = BODIES | {TargetRole.PRINCIPAL}
ON_P = on(P, "LND-04")


def for_two_roles(make_hub: MakeHub, **middle: Value) -> Hub:
    """Return a hub on 06-05, where an edition of two days before did not reach controllers, and a
    judgment of 06-01 that names P in both roles."""
    all_roles = replace(LND_04, term_months=36, on_repair=KEEP)
    hub = make_hub(
        law(
            edition("1", "2020-01-01", "06-02", of=all_roles),
            edition("2", "06-03", "06-04", of=all_roles, targets=PRINCIPALS, **middle),
            edition("3", "06-05", of=all_roles),
        )
    )
    hub.publish(judgment("1", related=IN_TWO_ROLES))
    hub.tick(day("06-05"))
    return hub


def test_of_two_roles_the_one_that_lasts_longest_gives_the_terms(make_hub: MakeHub) -> None:
    """As principal two years of caution, as controller three of refusal: the three (R8)."""
    hub = for_two_roles(make_hub, term_months=24, effect=CAUTION)
    assert (until(hub, ON_P), terms(hub, ON_P).effect) == (day("2029-06-01"), Effect.REFUSE)
    assert terms(hub, ON_P).list_version == "1"
    hub.tick(day("2028-06-02"))
    assert in_force(hub) == {ON_P}


def test_of_two_roles_that_end_on_one_day_the_milder_effect_is_taken(make_hub: MakeHub) -> None:
    """As principal three years of caution, as controller three of refusal: caution (R8)."""
    hub = for_two_roles(make_hub, effect=CAUTION)
    assert (until(hub, ON_P), terms(hub, ON_P).effect) == (day("2029-06-01"), CAUTION)
    assert terms(hub, ON_P).list_version == "2"


@pytest.mark.parametrize("respect", [{"on_repair": LIFT}, {"on_objection": SUSPEND}], ids=str)
def test_of_two_roles_that_are_alike_the_first_ruling_edition_speaks(
    make_hub: MakeHub, respect: dict[str, Value]
) -> None:
    """As principal the edition that says LIFT (or SUSPEND) rules, and comes first: its list version
    is told (R8)."""
    assert terms(for_two_roles(make_hub, **respect), ON_P).list_version == "2"


def test_each_role_is_lifted_by_the_editions_that_reach_it(make_hub: MakeHub) -> None:
    """LIFT reached P as principal alone: a repair ends what P carries as principal; as controller P
    carries it on (R8, R23)."""
    hub = for_two_roles(make_hub, on_repair=LIFT, effect=CAUTION)
    told = judgment("1", related=IN_TWO_ROLES)
    hub.publish(repair("R", of=told, by="court", decided="06-05"))
    assert in_force(hub) == {ON_P}
    assert (terms(hub, ON_P).effect, terms(hub, ON_P).list_version) == (Effect.REFUSE, "1")
