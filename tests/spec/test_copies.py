"""Chapter 1, merging: a decider's record and the copies that others relay of it."""

from scenario.calendar import day
from scenario.cast import TAX, A, B
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, until
from scenario.hub import Shown
from scenario.message import penalty
from scenario.orders import every_order
from scenario.outcomes import ACCEPTED, MERGED, REVOKED

#: Penalty N as the province has it and as the tax bureau itself reports it.
RELAYED = penalty(
    "P-N", document_no="税罚〔2026〕N号", decided="05-10", until="2027-05-10"
).relayed("province", "P-N")
OWN = penalty("N", decided="05-11", until="2027-05-11")


def test_c06_c07_the_deciders_record_is_the_fact(make_hub: MakeHub) -> None:
    """In either order one fact: the bureau's content, two provenances, one ground (R3)."""
    for hub in every_order(make_hub, RELAYED, OWN):
        fact = hub.fact(RELAYED)
        assert fact == hub.fact(OWN)
        assert fact.content.decided_on == day("05-11")
        assert fact.provenances == {("tax", "N"), ("province", "P-N")}
        assert hub.facts() == 1
        assert until(hub, on(A, "PRC-01")) == day("2027-05-11")


def test_c06_the_bureaus_own_record_amends_the_relayed_date(make_line: MakeLine) -> None:
    """Copy first: its content is imposed, then the bureau's dates amend it, once (R3)."""
    line = make_line()
    line.publish(RELAYED)
    assert until(line, on(A, "PRC-01")) == day("2027-05-10")
    assert line.shown(RELAYED) == ACCEPTED
    line.publish(OWN)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]
    assert line.shown(OWN) == ACCEPTED
    assert line.shown(RELAYED) == MERGED


def test_c07_a_late_copy_amends_nothing(make_line: MakeLine) -> None:
    """The bureau's record first: the copy is MERGED and no AMEND is ever sent (R3)."""
    line = make_line()
    line.publish(OWN)
    line.publish(RELAYED)
    assert line.shown(RELAYED) == MERGED
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE"]


def test_c08_a_relayers_end_withdraws_only_its_copy(make_hub: MakeHub) -> None:
    """The province ends its copy; the bureau's fact and the measure stand (R4)."""
    for hub in every_order(make_hub, RELAYED, OWN, RELAYED.ended(2, on="06-01")):
        fact = hub.fact(OWN)
        assert (fact.revoked, fact.ended_on) == (False, None)
        assert in_force(hub) == {on(A, "PRC-01")}


def test_c09_the_deciders_revocation_is_for_all(make_hub: MakeHub) -> None:
    """The bureau revokes: the fact is withdrawn for every provenance (R4)."""
    for hub in every_order(make_hub, RELAYED, OWN, OWN.revoked(2)):
        assert hub.fact(RELAYED).revoked
        assert hub.fact(RELAYED).provenances == {("tax", "N"), ("province", "P-N")}
        assert in_force(hub) == set()


def test_c09_the_relayer_hears_of_the_revocation(make_line: MakeLine) -> None:
    """The measure is lifted and the province is told REVOKED (R4)."""
    line = make_line()
    for message in (RELAYED, OWN, OWN.revoked(2)):
        line.publish(message)
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND", "LIFT"]
    assert line.shown(RELAYED) == REVOKED


def test_c10_nobody_reports_anothers_decision(make_line: MakeLine) -> None:
    """A district bureau asserts the tax bureau's penalty: E1303, no fact (D7)."""
    line = make_line()
    forged = penalty("X", by="market-320412", authority=TAX)
    line.publish(forged)
    assert line.shown(forged) == Shown("REFUSED", "E1303")
    assert line.facts() == 0


def test_c12_a_copy_that_names_another_subject_carries_nothing(make_hub: MakeHub) -> None:
    """The bureau corrects to B while the province's copy still names A: only B carries (R3)."""
    for hub in every_order(make_hub, RELAYED, OWN, OWN.corrected(2, about=B)):
        assert in_force(hub) == {on(B, "PRC-01")}
        assert hub.fact(RELAYED) == hub.fact(OWN)


def test_c24_the_highest_rank_speaks_until_it_withdraws(make_hub: MakeHub) -> None:
    """Without a decider's record the nation's content rules, then the province's, then none."""
    by_province = RELAYED
    by_nation = RELAYED.relayed("nation", "G-1", decided="05-09", until="2027-05-09")
    measure = on(A, "PRC-01")
    for hub in every_order(make_hub, by_province, by_nation):
        assert hub.facts() == 1
        assert until(hub, measure) == day("2027-05-09")
    for hub in every_order(make_hub, by_province, by_nation, by_nation.revoked(2)):
        assert until(hub, measure) == day("2027-05-10")
    both = by_nation.revoked(2), by_province.revoked(2)
    for hub in every_order(make_hub, by_province, by_nation, *both):
        assert in_force(hub) == set()
