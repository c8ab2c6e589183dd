"""While an operator holds burdens back: what goes, what waits, what follows afterwards (R12)."""

from dataclasses import replace
from datetime import date

import pytest
from support.outbox_rows import A, B, Outbox, terms

SCOPES = (("PARTNER", "bank"), ("MEASURE", "BNK-07"), ("SOURCE", "hrss"), ("ALL", ""))


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
        outbox.answer(lift.id, "EXECUTED")
        assert outbox.claim() == ()
        outbox.connection.execute("UPDATE hold SET released_at = now() WHERE id = %s", (hold,))
        (imposed,) = outbox.claim()
        assert not imposed.lifts
        outbox.sent(imposed)
        outbox.answer(imposed.id, "EXECUTED")


def test_a_hold_on_a_source_keeps_no_other(outbox: Outbox) -> None:
    """What the tax bureau's record grounds goes, and what was decided before its department was
    kept with it is the first ground's (R32)."""
    outbox.hold("SOURCE", "hrss")
    said = terms()
    outbox.decide("IMPOSE", subject=A, said=replace(said, source="tax"))
    outbox.decide("IMPOSE", subject=B, said=said)
    (sent,) = outbox.claim()
    assert sent.subject == A
    outbox.sent(sent)
    outbox.decide("LIFT", subject=A)
    assert [one.lifts for one in outbox.claim()] == [True]


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
    assert [sent.id for sent in outbox.claim()] == [back.directive_id]


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


@pytest.mark.parametrize(("scope", "name"), SCOPES)
def test_a_milder_amendment_passes_every_kind_of_hold(
    outbox: Outbox, scope: str, name: str
) -> None:
    """It goes and goes again; a stricter one waits, and once the hold has ended it goes (R12)."""
    outbox.decide("IMPOSE", said=terms(date(2029, 5, 24)))
    outbox.sent(*outbox.claim())
    hold = outbox.hold(scope, name)
    milder = outbox.decide("AMEND", said=terms(date(2027, 5, 24)))
    (sent,) = outbox.claim()
    assert (sent.id, sent.sequence) == (milder.directive_id, 2)
    assert [again.body for again in outbox.claim()] == [sent.body]
    outbox.sent(sent)
    outbox.answer(sent.id, "EXECUTED")
    stricter = outbox.decide("AMEND", said=terms(date(2030, 5, 24)))
    assert outbox.claim() == ()
    outbox.connection.execute("UPDATE hold SET released_at = now() WHERE id = %s", (hold,))
    assert [one.id for one in outbox.claim()] == [stricter.directive_id]


def test_an_unsigned_amendment_that_waits_is_looked_at_once(outbox: Outbox) -> None:
    """A stricter one, decided before, keeps no milder one from being found (R12)."""
    for subject in (A, B):
        outbox.decide("IMPOSE", subject=subject, said=terms(date(2029, 5, 24)))
    outbox.sent(*outbox.claim())
    outbox.decide("AMEND", subject=A, said=terms(date(2030, 5, 24)), held=True)
    milder = outbox.decide("AMEND", subject=B, said=terms(date(2027, 5, 24)), held=True)
    assert outbox.claim(limit=1) == ()
    (sent,) = outbox.claim(limit=1)
    assert sent.id == milder.directive_id


def test_an_amendment_is_compared_again_when_its_partner_answers(outbox: Outbox) -> None:
    """The IMPOSE was on its way when the hold began: the milder one waits until the bank has it."""
    imposed = outbox.decide("IMPOSE", said=terms(date(2029, 5, 24)))
    on_its_way = outbox.claim()
    outbox.hold("PARTNER", "bank")
    milder = outbox.decide("AMEND", said=terms(date(2027, 5, 24)))
    assert outbox.claim() == ()
    outbox.sent(*on_its_way)
    outbox.answer(imposed.directive_id, "EXECUTED")
    (sent,) = outbox.claim()
    assert sent.id == milder.directive_id
