"""Chapter 1, merging: which version is the content of a record, in whatever order they come."""

from scenario.cast import A, B
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, terms, wage_measures, who
from scenario.message import wage
from scenario.orders import every_order
from scenario.outcomes import ACCEPTED, CORRECTED, PARKED
from scenario.partner import ToldPartner, exchange, send_unanswered


def test_c03_a_correction_waits_for_its_original(make_hub: MakeHub) -> None:
    """CORRECT v2 before ASSERT v1 waits; whichever came first, v2 is the content (R2)."""
    v1 = wage("W1", cause="x")
    v2 = v1.corrected(2, cause="y")
    early = make_hub()
    early.publish(v2)
    assert early.waits(v2)
    assert in_force(early) == set()
    for hub in every_order(make_hub, v2, v1):
        assert not hub.waits(v2)
        assert terms(hub, on(A, "PRC-01")).reason == "y"


def test_c03_only_the_corrected_content_is_ever_imposed(make_line: MakeLine) -> None:
    """The receipt goes from PARKED to CORRECTED, and one IMPOSE carries the correction (R2)."""
    line, v1 = make_line(), wage("W1", cause="x")
    v2 = v1.corrected(2, cause="y")
    line.publish(v2)
    assert line.shown(v2) == PARKED
    line.publish(v1)
    assert line.shown(v1) == ACCEPTED
    assert line.history(v2) == [PARKED, CORRECTED]
    (imposed,) = line.decided("procurement")
    assert imposed.terms is not None
    assert imposed.terms.reason == "y"


def test_c04_a_late_lower_correction_changes_nothing(make_hub: MakeHub) -> None:
    """The highest version is the content, however late a lower one comes (R2)."""
    v1 = wage("W1", cause="1")
    v2, v3 = v1.corrected(2, cause="2"), v1.corrected(3, cause="3")
    for hub in every_order(make_hub, v1, v3, v2):
        assert terms(hub, on(A, "PRC-01")).reason == "3"


def test_c04_a_late_lower_correction_is_stale(make_line: MakeLine) -> None:
    """In the order given the late v2 is stored as stale, E1404, and nothing is amended (R2)."""
    line, v1 = make_line(), wage("W1", cause="1")
    v2, v3 = v1.corrected(2, cause="2"), v1.corrected(3, cause="3")
    for message in (v1, v3, v2):
        line.publish(message)
    assert [line.shown(m) for m in (v1, v3)] == [ACCEPTED, CORRECTED]
    assert line.shown(v2).code == "E1404"
    assert [d.action for d in line.decided("procurement")] == ["IMPOSE", "AMEND"]


def test_c11_a_corrected_subject_carries_the_measure(make_hub: MakeHub) -> None:
    """Version 2 names B: A carries nothing any more, B everything (R2)."""
    v1 = wage("W1")
    for hub in every_order(make_hub, v1, v1.asserted(2, about=B)):
        assert in_force(hub) == wage_measures(B)


def test_c11_old_and_new_subject_change_in_one_transaction(make_line: MakeLine) -> None:
    """The old subject is lifted and the new one imposed on; a late answer revives nothing."""
    line, v1, bank = make_line(), wage("W1"), ToldPartner("bank")
    line.publish(v1)
    (imposed,) = send_unanswered(line, bank)
    line.publish(v1.asserted(2, about=B))
    decided = [(d.action, d.held.subject) for d in line.decided("bank")]
    assert decided[0] == ("IMPOSE", who(A))
    assert sorted(decided[1:]) == [("IMPOSE", who(B)), ("LIFT", who(A))]
    exchange(line, bank)
    line.answer("bank", imposed.directive_id, "EXECUTED")
    assert not line.claim("bank")
    assert {sent.held.subject for sent in bank.holds.values()} == {who(B)}
    assert line.believed_held("bank") == {on(B, "BNK-07")}
