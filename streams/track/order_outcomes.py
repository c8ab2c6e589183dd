"""
What a court is told of an order about which nothing goes to its partner: one that came too late,
that was over or released when it came, or that counts after all (R6).

It is derived from how the order stood and stands, so that the order of arrival does not matter.
What went, or was decided and never went, is told with an answer (`streams.track.order_results`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from streams.merge.keys import key_from
from streams.merge.meant import is_order, order_of
from streams.merge.record import Record
from streams.rule.measure import WhyNotDue
from streams.rule.objects import objects_of
from streams.rule.order_status import OrderEffect, effect_of
from streams.settle.record_outcome import RecordOutcomes
from streams.track.answer import NEVER_SENT, AnswerResult
from streams.track.order_result import OrderResult


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingSent:
    """Why nothing was sent of an order, as its court is told: the code and a sentence."""

    code: str
    reason: str


NOTHING_SENT: Final[Mapping[OrderEffect, NothingSent]] = MappingProxyType(
    {
        OrderEffect.TOO_LATE: NothingSent(
            code=WhyNotDue.OVER.value,
            reason="the order was decided after the last day of the term; nothing was sent",
        ),
        OrderEffect.OVER: NothingSent(
            code=WhyNotDue.OVER.value,
            reason="the term was over before the order could act; nothing was sent",
        ),
        OrderEffect.RELEASED: NothingSent(
            code=NEVER_SENT,
            reason="the court's release came before the order could act; nothing was sent",
        ),
    }
)
COUNTS_AFTER_ALL: Final = "the order counts after all: the term it extends reaches its decision day"


def orders_without_directive(
    entry: int, records: Iterable[Record], before: RecordOutcomes, after: RecordOutcomes
) -> Iterable[OrderResult]:
    """
    A result for every freeze, seal and continuation among `records` of which nothing is sent.

    One that held something up when it was told of last is told of by its answer. One that its court
    ended or revoked is not told of. Counting after all is told as ACCEPTED; what its partner does
    about it is told when it answers.
    """
    for record in sorted(filter(_is_standing_order, records), key=lambda r: r.key.int):
        old = before.view.records.get(record.key)
        then, now = OrderEffect.NONE, effect_of(record, after.view, after.rows)
        acted = False
        if old is not None and _is_standing_order(old):
            then = effect_of(old, before.view, before.rows)
            acted = _may_have_acted(old, then, before.view.day)
        if now == then or now is OrderEffect.NONE:
            continue
        if now in NOTHING_SENT and (now is OrderEffect.TOO_LATE or not acted):
            why = NOTHING_SENT[now]
            yield _result(entry, record, AnswerResult.NOT_EXECUTED, why.code, why.reason)
        elif then is OrderEffect.TOO_LATE:
            yield _result(entry, record, AnswerResult.ACCEPTED, "", COUNTS_AFTER_ALL)


def _may_have_acted(order: Record, then: OrderEffect, day: date) -> bool:
    """
    Whether an order held something once, so that its partner's answers tell of it.

    Of one that was repaired, had no edition for a time, or was ended by its court, nobody can say
    that nothing was sent.
    """
    if then is OrderEffect.IDLE:
        return order.event.begins_on <= day
    if then is OrderEffect.NONE:
        return not order.live(day)
    return then is not OrderEffect.TOO_LATE


def _is_standing_order(record: Record) -> bool:
    return record.stands and is_order(record)


def _result(
    entry: int, record: Record, result: AnswerResult, code: str, reason: str
) -> OrderResult:
    body, event, objects = order_of(record), record.event, [*objects_of(record.event).values()]
    assert record.subject is not None
    return OrderResult(
        result_id=key_from("late-order", record.source, record.record_no, str(entry)),
        court=record.source,
        subject=record.subject,
        record_no=record.record_no,
        original_order_no=body.original_order_no,
        order=body.order,
        case=event.case,
        partner=body.addressee,
        result=result,
        reason_code=code,
        reason=reason,
        object=objects[0] if len(objects) == 1 else "",
        currency=body.currency,
    )
