"""R4: from when a repair acts, and who else than the decider may repair."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import COURT, DEPARTMENTS, HRSS, ROWS, A, catalogue
from scenario.drivers import MakeHub
from scenario.expect import in_force, on, wage_measures
from scenario.message import judgment, repair, wage
from scenario.orders import every_order

#: The tax bureau and the district court may repair for the labour bureau and for the city's court.
OTHERS_REPAIR = catalogue(
    ROWS,
    [
        replace(d, repairs_for=frozenset({HRSS.uscc, COURT.uscc}))
        if d.id in ("tax", "court2")
        else d
        for d in DEPARTMENTS
    ],
)


def test_a_repair_acts_from_its_own_first_day(make_hub: MakeHub) -> None:
    """Decided on 06-01 with effect from 06-10, it leaves the measure in force through 06-09."""
    w1 = wage("W1")
    for hub in every_order(make_hub, w1, repair("R1", of=w1, effective_from=day("06-10"))):
        assert in_force(hub) == wage_measures(A)
        hub.tick(day("06-09"))
        assert in_force(hub) == wage_measures(A)
        hub.tick(day("06-10"))
        assert in_force(hub) == set()


def test_a_repair_that_ended_acts_no_more(make_hub: MakeHub) -> None:
    """Whose repair was ended is burdened again from that day on."""
    w1 = wage("W1")
    repaired = repair("R1", of=w1)
    for hub in every_order(make_hub, w1, repaired, repaired.ended(2, on="06-10")):
        hub.tick(day("06-09"))
        assert in_force(hub) == set()
        hub.tick(day("06-10"))
        assert in_force(hub) == wage_measures(A)


def test_whom_the_catalogue_lets_repair_repairs(make_hub: MakeHub) -> None:
    """The tax bureau repairs the labour bureau's entry where its row says that it may."""
    w1 = wage("W1")
    repaired = repair("R1", of=w1, by="tax")
    for hub in every_order(lambda: make_hub(OTHERS_REPAIR), w1, repaired):
        assert hub.fact(w1).repaired
        assert in_force(hub) == set()


def test_a_courts_fact_is_repaired_by_a_court(make_hub: MakeHub) -> None:
    """What a court decided no bureau repairs, whatever its row says (E1305); another court may."""
    listed = judgment("7")
    bureaus, courts = repair("R1", of=listed, by="tax"), repair("R2", of=listed, by="court2")
    for hub in every_order(lambda: make_hub(OTHERS_REPAIR), listed, bureaus):
        assert hub.without_effect(bureaus) == "E1305"
        assert in_force(hub) == {on(A, "LND-04")}
    for hub in every_order(lambda: make_hub(OTHERS_REPAIR), listed, courts):
        assert hub.fact(listed).repaired
        assert in_force(hub) == set()
