"""Who is of full age (R9): from the day after the eighteenth birthday (法释〔2006〕1号 art. 2)."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import A, P
from scenario.codes import citizen_number
from scenario.drivers import MakeHub
from scenario.expect import in_force, on
from scenario.message import freeze, judgment, related

from streams.kinds.event import Subject


def born(birth: str) -> Subject:
    """Return somebody born on a day, YYYYMMDD."""
    return replace(P, id_number=citizen_number(birth, 1))


@pytest.mark.parametrize(
    ("birth", "decided", "due"),
    [
        ("20080602", "2026-06-01", False),
        ("20080602", "2026-06-02", False),
        ("20080602", "2026-06-03", True),
        ("20080531", "2026-06-01", True),
        # No such day in a common year: the birthday is the first of March.
        ("20080229", "2026-02-28", False),
        ("20080229", "2026-03-01", False),
        ("20080229", "2026-03-02", True),
        ("20080228", "2026-03-01", True),
        ("20071231", "2025-12-31", False),
        ("20071231", "2026-01-01", True),
    ],
)
def test_w12_of_full_age_from_the_day_after_the_birthday(
    make_hub: MakeHub, birth: str, decided: str, due: bool
) -> None:
    """What was decided on the eighteenth birthday itself follows a minor: D2004, for good (R9)."""
    young = born(birth)
    hub = make_hub()
    hub.tick(day("06-03"))
    hub.publish(judgment("1", about=young, decided=decided))
    assert in_force(hub) == ({on(young, "LND-04")} if due else set())
    assert {r.code for r in hub.refusals()} == (set() if due else {"D2004"})
    hub.tick(day("06-05"))
    assert bool(in_force(hub)) is due


def test_w12_of_who_stands_behind_a_body_too(make_hub: MakeHub) -> None:
    """A principal whose eighteenth birthday is the day of the decision is spared, the body is not
    (R9)."""
    young = born("20080601")
    hub = make_hub()
    hub.publish(judgment("1", related=[related("PRINCIPAL", young)]))
    assert in_force(hub) == {on(A, "LND-04")}


def test_w12_an_order_over_property_asks_no_age(make_hub: MakeHub) -> None:
    """A freeze reaches somebody on the birthday as on every other day (R5, R9)."""
    young = born("20080601")
    hub = make_hub()
    hub.publish(freeze("12", about=young))
    assert in_force(hub) == {on(young, "BNK-02", "court|12|")}
