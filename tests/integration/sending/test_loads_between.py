"""A load that comes between a sender's look at the catalogue and its claim (R17, ADR 0333)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from support.in_force import put_in_force
from support.outbox_rows import SEAL, A, Outbox

from schemas.catalogue.model import Catalogue, Channel, Partner
from streams.sending.claims import Claims
from streams.sending.order_results import FOR_ALL_COURTS, DueResult, ResultClaims
from streams.store.forms import order_result_text
from streams.track.answer import AnswerResult
from streams.track.order_result import OrderResult

RESULT = UUID(int=0xE)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedAfterLooking(ResultClaims):
    """Goes on with what it found before it was stopped."""

    found: list[DueResult]

    def _due(self, _: Catalogue, _now: datetime, _under_way: frozenset[UUID]) -> list[DueResult]:
        return self.found


def test_what_a_load_decided_is_not_claimed_in_the_form_of_the_catalogue_before(
    with_rules: Outbox,
) -> None:
    """Stopped after its look for as long as a load takes, a sender claims nothing."""
    outbox, before = with_rules, with_rules.catalogue
    claims = Claims(
        connection=outbox.connection, seal=SEAL, partner="bank", channel=Channel.WEBHOOK, loaded=1
    )
    bank = replace(before.partners["bank"], channel=Channel.TOPIC)
    put_in_force(outbox.connection, replace(before, partners={**before.partners, "bank": bank}))
    imposed = outbox.decide("IMPOSE")
    assert claims.claim(before, outbox.now, outbox.today) == ()
    assert outbox.column(imposed.directive_id, "sequence") is None


def test_a_result_goes_by_the_topic_of_the_catalogue_that_is_loaded(with_rules: Outbox) -> None:
    """A court that has a topic of its own by now is told there, and by no other partner."""
    outbox, before = with_rules, with_rules.catalogue
    own = Partner(id="court2", name="区人民法院", channel=Channel.TOPIC)
    after = replace(before, partners={**before.partners, own.id: own})
    stopped = StoppedAfterLooking(
        connection=outbox.connection,
        seal=SEAL,
        partner=FOR_ALL_COURTS,
        channel=Channel.TOPIC,
        loaded=1,
        found=[DueResult(RESULT, A)],
    )
    put_in_force(outbox.connection, after)
    decide_result(outbox, own.id)
    assert stopped.claim(before, outbox.now) == ()
    its_own = ResultClaims(
        connection=outbox.connection, seal=SEAL, partner=own.id, channel=Channel.TOPIC, loaded=2
    )
    (told,) = its_own.claim(after, outbox.now)
    assert told.id == RESULT
    assert stopped.claim(before, outbox.now) == ()


def decide_result(outbox: Outbox, court: str) -> None:
    """A court's order was executed."""
    result = OrderResult(
        result_id=RESULT, court=court, subject=A, record_no="F1", result=AnswerResult.EXECUTED
    )
    outbox.connection.execute(
        "INSERT INTO order_result (result_id, court, subject, fields, entry, ordinal)"
        " VALUES (%s, %s, %s, %s, 1, 0)",
        (RESULT, court, A, order_result_text(result)),
    )
