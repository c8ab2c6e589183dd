"""R22, R23: terms and repairs by the rows of the sample city as they are shipped."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import A, P, catalogue
from scenario.drivers import MakeHub
from scenario.editions import edition, load
from scenario.expect import in_force, on, until
from scenario.message import judgment, penalty, related, repair
from scenario.orders import every_order
from support.catalogues import sample

from schemas.catalogue.model import OnRepair

SHIPPED = catalogue(sample().measures)


BAN = on(A, "PRC-01")
N = penalty("N", decided="05-20", until="2027-05-20")
REPAIRED = repair("R1", of=N, by="tax", decided="06-02")


def test_a_ban_from_procurement_outlives_its_repair(make_hub: MakeHub) -> None:
    """Whoever repairs the publicity is in procurement again when the ban is over (采购法 77)."""
    for hub in every_order(lambda: make_hub(SHIPPED), N, REPAIRED):
        hub.tick(day("06-02"))
        assert in_force(hub) == {BAN}
        hub.tick(day("2027-05-21"))
        assert in_force(hub) == set()


def test_an_upgraded_hub_goes_on_lifting_what_it_was_told_before(make_hub: MakeHub) -> None:
    """The rows of before let a repair lift the ban. A load of these burdens nobody anew: a ban of
    before it is lifted by its repair, one of after it is not (R8, R23)."""
    (kept,) = (row for row in SHIPPED.measures if row.trigger == "penalty/PROCUREMENT_BAN")
    lifted = replace(kept, on_repair=OnRepair.LIFT)
    hub = make_hub(
        catalogue(
            (
                edition("2022", "2022-01-01", "2025-12-31", of=lifted),
                edition("2026", "2026-01-01", of=lifted),
            )
        )
    )
    hub.publish(N)
    load(hub, "06-02", *SHIPPED.measures)
    assert in_force(hub) == {BAN}
    hub.publish(REPAIRED)
    assert in_force(hub) == set()
    late = penalty("L", decided="06-02", until="2027-06-02")
    hub.publish(late, repair("R2", of=late, by="tax", decided="06-02"))
    assert in_force(hub) == {BAN}


@pytest.mark.parametrize(
    ("ground", "own", "last"),
    [
        ("违反财产报告制度", None, "2026-06-20"),
        ("违反财产报告制度", "2028-06-20", "2028-06-20"),
        ("有履行能力而拒不履行", None, None),
    ],
)
def test_b22_a_debtors_listing_has_the_term_of_its_ground(
    make_hub: MakeHub, ground: str, own: str | None, last: str | None
) -> None:
    """Two years, or what the court set, or until the court ends it (法释〔2017〕7 art. 2)."""
    debtor = judgment(
        "1",
        decided="2024-06-20",
        until=own,
        circumstances=[ground],
        related=[related("LEGAL_REPRESENTATIVE", P)],
    )
    for hub in every_order(lambda: make_hub(SHIPPED), debtor):
        for listed in (on(A, "LND-04"), on(P, "LND-04")):
            assert until(hub, listed) == (last and day(last))
