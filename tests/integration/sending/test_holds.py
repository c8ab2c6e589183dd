"""While an operator holds burdens back: what goes, what waits, what follows afterwards (R12)."""

from datetime import date

import pytest
from outbox_rows import Outbox, terms

SCOPES = (("PARTNER", "bank"), ("MEASURE", "BNK-07"), ("ALL", ""))


def test_a_hold_keeps_burdens_and_lets_lifts_flow(outbox: Outbox) -> None:
    """On hold only the LIFT goes; released, the burden does (also by measure)."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    for scope, name in SCOPES:
        hold = outbox.hold(scope, name)
        outbox.decide("LIFT")
        outbox.decide("IMPOSE", said=terms(reason=scope))
        (lift,) = outbox.claim()
        assert lift.lifts
        outbox.sent(lift)
        outbox.answer(lift.directive_id, "EXECUTED")
        assert outbox.claim() == ()
        outbox.connection.execute("UPDATE hold SET released_at = now() WHERE id = %s", (hold,))
        (imposed,) = outbox.claim()
        assert not imposed.lifts
        outbox.sent(imposed)
        outbox.answer(imposed.directive_id, "EXECUTED")


@pytest.mark.parametrize(("scope", "name"), SCOPES)
def test_a_hold_forgets_no_amendment(outbox: Outbox, scope: str, name: str) -> None:
    """C73 while burdens wait: refused, decided back, executed after all. Once the hold has ended
    the bank is told to go back; else it would hold the refused terms, however long they run."""
    imposed = outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.answer(imposed.directive_id, "EXECUTED")
    longer = outbox.decide("AMEND", said=terms(date(2029, 5, 24)))
    outbox.sent(*outbox.claim())
    outbox.answer(longer.directive_id, "NOT_EXECUTED", code="R3004")
    back = outbox.decide("AMEND")
    assert outbox.claim() == ()
    hold = outbox.hold(scope, name)
    outbox.answer(longer.directive_id, "EXECUTED", number=2)
    assert outbox.claim() == ()
    outbox.connection.execute("UPDATE hold SET released_at = now() WHERE id = %s", (hold,))
    assert [sent.directive_id for sent in outbox.claim()] == [back.directive_id]


@pytest.mark.parametrize(("scope", "name"), SCOPES)
def test_a_hold_hides_no_lift(outbox: Outbox, scope: str, name: str) -> None:
    """A lift that comes when all else about its subject is settled is found by itself."""
    imposed = outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.answer(imposed.directive_id, "EXECUTED")
    assert outbox.claim() == ()
    outbox.hold(scope, name)
    outbox.decide("LIFT")
    assert [one.lifts for one in outbox.claim()] == [True]
