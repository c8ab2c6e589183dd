"""What the shipped rows let officials ask for at counters, and what they leave alone."""

from scenario.calendar import day
from scenario.cast import A, P, catalogue
from scenario.drivers import MakeHub
from scenario.expect import in_force, who
from scenario.hub import Hub
from scenario.message import judgment, related, repair, restriction, wage
from scenario.orders import every_order
from support.catalogues import sample

from streams.kinds.event import Subject

SHIPPED = catalogue(sample().measures)
#: Of whoever spends for themselves, and of whoever has property.
ACTIVITIES = {"TRN-01", "HTL-01", "TOU-01", "EDU-01"}
OWNING = {"LND-04", "VEH-02", "INS-01"}


def codes(hub: Hub, subject: Subject) -> set[str]:
    """The measures in force on a subject."""
    return {held.measure for held in in_force(hub) if held.subject == who(subject)}


def test_a_listed_debtor_is_restricted_and_so_is_who_stands_behind_it(make_hub: MakeHub) -> None:
    """Whoever is listed is restricted, and so is who stands behind a unit (限制消费规定 art. 1, 3).
    The credit reference records the debtor alone (法释〔2017〕7号 art. 8)."""
    listed = judgment("1", related=[related("LEGAL_REPRESENTATIVE", P)])
    for hub in every_order(lambda: make_hub(SHIPPED), listed):
        assert codes(hub, A) == OWNING | {"BNK-08"}
        assert codes(hub, P) == OWNING | ACTIVITIES


def test_a_person_who_is_listed_may_be_asked_about_as_a_director(make_hub: MakeHub) -> None:
    """公司法 art. 178 is about a person's own debt, never about that of a company behind which they
    stand."""
    hub = make_hub(SHIPPED)
    hub.publish(judgment("1", about=P))
    assert codes(hub, P) == OWNING | ACTIVITIES | {"BNK-08", "REG-01"}


def test_an_order_that_restricts_spending_alone_reaches_no_counter(make_hub: MakeHub) -> None:
    """It may name some of the nine activities: nobody is kept from a flight by an order about
    houses. Only the ban on real estate follows from it, as before."""
    hub = make_hub(SHIPPED)
    hub.publish(restriction("1", related=[related("LEGAL_REPRESENTATIVE", P)]))
    assert codes(hub, A) == codes(hub, P) == {"LND-04"}


def test_an_employer_that_owes_wages_is_asked_about_until_it_is_repaired(make_hub: MakeHub) -> None:
    """条例 art. 48: procurement, bidding, public funds, honours, and loans with care."""
    owes = wage("1")
    hub = make_hub(SHIPPED)
    hub.publish(owes)
    assert codes(hub, A) == {"PRC-01", "PRC-02", "FIN-01", "HON-01", "BNK-07"}
    hub.publish(repair("R1", of=owes, decided="06-01"))
    hub.tick(day("06-02"))
    assert codes(hub, A) == set()
