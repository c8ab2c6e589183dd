"""The claim transaction on a real database: what only the rows there can show."""

import json
from dataclasses import replace
from datetime import date

import pytest
from support.outbox_rows import SEAL, Outbox, terms

from schemas.catalogue.model import Channel
from streams.reading.acts import acts
from streams.reading.deliveries import deliveries
from streams.sending.claims import Claims
from streams.sending.marks import send_again
from streams.store.connection import connect
from streams.store.seal import body_cell

YEAR_END = date(2026, 12, 31)


def test_a_body_is_encrypted_in_its_row(outbox: Outbox) -> None:
    """What the row keeps of the bytes does not show whom they are about (R13)."""
    imposed = outbox.decide("IMPOSE")
    (sent,) = outbox.claim()
    stored = outbox.column(imposed.directive_id, "body")
    assert isinstance(stored, bytes)
    assert b"91999900MA0000007U" in sent.body
    assert b"91999900MA0000007U" not in stored


def test_a_body_claimed_by_a_hub_before_goes_again_byte_equal(outbox: Outbox) -> None:
    """A body that does not name its partner yet goes as it lies there (R13)."""
    imposed = outbox.decide("IMPOSE")
    (first,) = outbox.claim()
    message = json.loads(first.body)
    assert message["data"].pop("partner") == "bank"
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    outbox.connection.execute(
        "UPDATE directive SET body = %s WHERE directive_id = %s",
        (SEAL.close(body, body_cell(imposed.directive_id)), imposed.directive_id),
    )
    outbox.later(seconds=5)
    assert outbox.claim() == (replace(first, body=body),)


def test_a_burden_that_its_lift_overtook_says_so(outbox: Outbox) -> None:
    """Unclaimed when its ground ended, it is D2006; its lift is not, nor what an AMEND replaced."""
    replaced, amended = outbox.decide("IMPOSE"), outbox.decide("AMEND", said=terms(reason="x"))
    outbox.sent(*outbox.claim())
    outbox.answer(amended.directive_id, "EXECUTED")
    lifted = outbox.decide("LIFT")
    outbox.sent(*outbox.claim())
    outbox.answer(lifted.directive_id, "EXECUTED")
    never, overtaken = outbox.decide("IMPOSE"), outbox.decide("LIFT")
    assert outbox.claim() == ()
    ids = [d.directive_id for d in (replaced, amended, lifted, never, overtaken)]
    got = deliveries(outbox.connection, ids)
    assert [got[i].code for i in ids] == ["", "", "", "D2006", ""]
    assert [got[i].state for i in ids][3:] == ["SUPERSEDED", "SUPERSEDED"]
    assert got[replaced.directive_id].state == "SUPERSEDED"


def test_a_resend_says_who_wanted_it(outbox: Outbox) -> None:
    """What was sent goes again, byte-equal, with an act; what is answered does not, without one."""
    outbox.decide("IMPOSE")
    (sent,) = outbox.claim()
    outbox.sent(sent)
    assert send_again(outbox.connection, sent.id, "Li", "the bank asked", outbox.now)
    (again,) = outbox.claim()
    assert again.body == sent.body
    outbox.sent(again)
    outbox.answer(sent.id, "EXECUTED")
    assert not send_again(outbox.connection, sent.id, "Li", "once more", outbox.now)
    (act,) = acts(outbox.connection, about=str(sent.id))
    assert (act.name, act.by, act.because) == ("directive.resend", "Li", "the bank asked")


def test_two_senders_do_not_claim_one_stream(outbox: Outbox, fresh_database: str) -> None:
    """While one claims a stream the other skips it."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.decide("LIFT")
    with connect(fresh_database, "test other") as other, outbox.connection.transaction():
        assert len(outbox.claim()) == 1
        channel = outbox.catalogue.partners["bank"].channel
        claims = Claims(connection=other, seal=SEAL, partner="bank", channel=channel)
        assert claims.claim(outbox.catalogue, outbox.now, outbox.today) == ()


@pytest.mark.parametrize("other", [Channel.TOPIC, Channel.CHECK])
def test_a_sender_claims_nothing_for_another_channel(outbox: Outbox, other: Channel) -> None:
    """The bank is told by its webhook: whoever sends by another channel leaves it all there."""
    imposed = outbox.decide("IMPOSE")
    assert outbox.claim(channel=other) == ()
    assert outbox.column(imposed.directive_id, "sequence") is None
    (claimed,) = outbox.claim(channel=Channel.WEBHOOK)
    assert claimed.body.startswith(b"{")
