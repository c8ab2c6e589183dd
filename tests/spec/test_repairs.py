"""R4: from when a repair acts, and who else than the decider may repair."""

from dataclasses import replace

from scenario.calendar import day
from scenario.cast import COURT, DEPARTMENTS, HRSS, LND_04_RESTRICTED, ROWS, TAX, A, catalogue
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, wage_measures
from scenario.expect import until as until_of
from scenario.hub import Hub, Shown
from scenario.message import freeze, judgment, mark, penalty, repair, restriction, unfreeze, wage
from scenario.orders import every_order
from scenario.partner import ToldPartner, exchange

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


def test_a_courts_entry_of_any_kind_is_a_courts_fact(make_hub: MakeHub) -> None:
    """What a court put on a list no bureau repairs; nor what a court passes on of a kind that is
    courts' alone, be it the bureau's own decision by name (E1305)."""
    law = catalogue((*ROWS, LND_04_RESTRICTED), PASSED_ON)
    listed, restricted = wage("W7", by="court"), restriction("S7", by="court2", authority=TAX)
    for fact in (listed, restricted):
        bureaus = repair("R1", of=fact, by="tax")
        for hub in every_order(lambda: make_hub(law), fact, bureaus):
            assert hub.without_effect(bureaus) == "E1305"
            assert not hub.fact(fact).repaired


#: The tax bureau may repair for the city's court; the district court passes on what it decides.
PASSED_ON = [
    replace(d, repairs_for=frozenset({COURT.uscc}), relays_for=frozenset({TAX.uscc}))
    if d.id in ("tax", "court2")
    else d
    for d in DEPARTMENTS
]

FROZEN = on(A, "BNK-02", "court|12|")


def test_c87_a_court_repairs_its_own_freeze(make_hub: MakeHub) -> None:
    """A freeze is a fact like others: repaired it is not in force, from the day on which the
    repair begins to the day on which it ends; a mark never touches it (R4, R5)."""
    f, r = freeze("12"), repair("R1", of=freeze("12"), by="court")
    later = repair("R1", of=f, by="court", effective_from=day("06-10"))
    for hub in every_order(make_hub, f, r):
        assert hub.fact(f).repaired
        assert in_force(hub) == set()
    for hub in every_order(make_hub, f, later, later.ended(2, on="06-20")):
        hub.tick(day("06-09"))
        assert in_force(hub) == {FROZEN}
        hub.tick(day("06-10"))
        assert in_force(hub) == set()
        hub.tick(day("06-20"))
        assert in_force(hub) == {FROZEN}
    for hub in every_order(make_hub, f, mark("M1", of=f, by="court")):
        assert in_force(hub) == {FROZEN}


def test_c87_no_bureau_repairs_a_freeze_and_another_court_may(make_hub: MakeHub) -> None:
    """The tax bureau's repair is stored without effect, E1305; that of the court for which the
    catalogue lets it repair lifts (R4)."""
    f = freeze("12")
    bureaus, courts = repair("R1", of=f, by="tax"), repair("R2", of=f, by="court2")

    def hubs() -> Hub:
        return make_hub(OTHERS_REPAIR)

    for hub in every_order(hubs, f, bureaus):
        assert hub.without_effect(bureaus) == "E1305"
        assert in_force(hub) == {FROZEN}
    for hub in every_order(hubs, f, courts):
        assert in_force(hub) == set()


def test_c87_the_bank_gets_an_ordinary_lift(make_line: MakeLine) -> None:
    """Frozen, repaired, the repair revoked: IMPOSE, LIFT, IMPOSE; the court that froze hears of
    another court's repair, and an UNFREEZE after it still goes out (R4, R6, R12)."""
    line, bank, f = make_line(OTHERS_REPAIR), ToldPartner("bank"), freeze("12")
    r = repair("R1", of=f, by="court2")
    line.publish(f)
    exchange(line, bank)
    line.publish(r)
    exchange(line, bank)
    assert line.shown(r) == Shown("REPAIRED")
    assert line.shown(f) == Shown("REPAIRED")
    assert not bank.holds
    line.publish(r.revoked(2))
    exchange(line, bank)
    assert line.shown(f) == Shown("ACCEPTED")
    assert {sent.held for sent in bank.holds.values()} == {FROZEN}
    line.publish(unfreeze("13", of="12"))
    exchange(line, bank)
    assert bank.actions() == ["IMPOSE", "LIFT", "IMPOSE", "LIFT"]
    assert not line.tasks()


def test_a_relayers_repair_withdraws_its_own_copy_alone(make_hub: MakeHub) -> None:
    """Nation repairs its copy: province's content rules, and stays in force; nation's repair of
    province's copy is stored without effect, E1305 (R4)."""
    copies = [
        penalty("N", by=by, authority=TAX, document_no="税罚〔2026〕9号", until=until)
        for by, until in (("nation", "2027-06-01"), ("province", "2028-06-01"))
    ]
    own, others = (repair("R1", of=copy, by="nation") for copy in copies)
    banned = on(A, "PRC-01")
    for hub in every_order(make_hub, *copies):
        assert until_of(hub, banned) == day("2027-06-01")
    for hub in every_order(make_hub, *copies, own):
        assert until_of(hub, banned) == day("2028-06-01")
    for hub in every_order(make_hub, *copies, others):
        assert hub.without_effect(others) == "E1305"
        assert until_of(hub, banned) == day("2027-06-01")
