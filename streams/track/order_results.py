"""
Which results a court is told (查控结果反馈): what partners answered to its orders, and which of its
continuations came too late or count after all (R6, R14).
"""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from streams.accept.kinds import Document
from streams.identify.pseudonym import record_key
from streams.merge.keys import digest
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.objects import objects_of
from streams.rule.orders import extends, is_order, order_of
from streams.rule.triggers import EXTENDING
from streams.send.directive import Directive, DirectiveAction
from streams.track.answer import AnswerArrived, AnswerResult, DirectiveState
from streams.track.order_result import OrderResult
from streams.track.present import ACCEPTED, TOO_LATE, Presents

#: What a court is told of a CONTINUE or RENEW that does not count, and of one that does again.
CAME_TOO_LATE: Final = "the order was decided after the last day of the term; nothing was sent"
COUNTS_AFTER_ALL: Final = "the order counts after all: the term it extends reaches its decision day"


def order_behind(directive: Directive) -> UUID | None:
    """
    The record key of the original order of a measure, None where no court ordered it.

    A store loads all orders about it with the directive that an answer names.
    """
    number = directive.terms.original_order_no
    return record_key(_court(directive), number) if number else None


def answered_orders(
    taken: Iterable[AnswerArrived], states: Mapping[UUID, DirectiveState], view: View
) -> Iterable[OrderResult]:
    """
    A result for every final answer to a court's order that is the highest by now. A lift that no
    order of a court stands behind carries out none: told as its freeze's, it would say that the
    freeze was executed.

    `taken`: answers that count, in the order they came; `states`: before them; `view` holds every
    order behind them.
    """
    highest = {given: state.answer_no for given, state in states.items()}
    for arrived in taken:
        answer = arrived.answer
        before = highest[answer.directive_id]
        if before is not None and answer.answer_no <= before:
            continue
        highest[answer.directive_id] = answer.answer_no
        directive = states[answer.directive_id].directive
        if answer.final and _carries_out(directive):
            yield from _answered(arrived, directive, view)


def late_orders(
    entry: int, records: Iterable[Record], before: Presents, after: Presents
) -> Iterable[OrderResult]:
    """
    A result for every CONTINUE and RENEW among `records` whose counting is another than was told.

    Too late: NOT_EXECUTED with D2005. Counting after all: ACCEPTED; what its partner does about it
    is told when it answers. One that its court ended or revoked is not told of.
    """
    for record in sorted(filter(_extending, records), key=lambda r: r.key.int):
        old = before.view.records.get(record.key)
        then, now = None if old is None else before.of(old), after.of(record)
        if not record.live(after.view.day):
            continue
        if now == TOO_LATE and then != TOO_LATE:
            yield _late(entry, record, AnswerResult.NOT_EXECUTED, now.code, CAME_TOO_LATE)
        elif now == ACCEPTED and then == TOO_LATE:
            yield _late(entry, record, AnswerResult.ACCEPTED, "", COUNTS_AFTER_ALL)


def _carries_out(directive: Directive) -> bool:
    """Whether a court ordered just this: its freeze or seal, what extends it, or its release."""
    lifts = directive.action is DirectiveAction.LIFT
    return order_behind(directive) is not None and (not lifts or directive.ordered_by is not None)


def _extending(record: Record) -> bool:
    return is_order(record) and record.stands and order_of(record).order in EXTENDING


def _answered(arrived: AnswerArrived, directive: Directive, view: View) -> Iterable[OrderResult]:
    obj = directive.key.instance.removeprefix(
        f"{_court(directive)}|{directive.terms.original_order_no}|"
    )
    answer = arrived.answer
    ids = ("order-result", str(answer.directive_id), str(answer.answer_no))
    for place, order in enumerate(_orders_of(directive, obj, view)):
        own = (order.record_no,) if place and order is not None else ()
        yield _result(digest(*ids, *own), arrived, directive, obj, order)


def _result(
    result_id: UUID, arrived: AnswerArrived, directive: Directive, obj: str, order: Record | None
) -> OrderResult:
    answer, terms = arrived.answer, directive.terms
    court, original_no = _court(directive), terms.original_order_no
    record_no = original_no if order is None else order.record_no
    return OrderResult(
        result_id=result_id,
        court=court,
        subject=directive.key.subject,
        record_no=record_no,
        original_order_no="" if record_no == original_no else original_no,
        order=None if order is None else order_of(order).order,
        case=None if order is None else order.event.case,
        partner=directive.key.partner,
        directive_id=answer.directive_id,
        answer_no=answer.answer_no,
        measure_id=directive.measure_id,
        result=answer.result,
        reason_code=answer.reason_code,
        reason=answer.reason,
        object=obj if order is None else objects_of(order.event).get(obj, obj),
        controlled_amount_fen=answer.controlled_amount_fen,
        currency=terms.currency,
        earlier_freezes=answer.earlier_freezes,
        queue_rank=answer.queue_rank,
        executed_at=answer.executed_at,
        partner_ref=answer.partner_ref,
    )


def _orders_of(directive: Directive, obj: str, view: View) -> tuple[Record | None, ...]:
    """
    The orders a directive carries out: a release; of an AMEND the last extension that it holds, of
    an IMPOSE its original and all of them; else the original. None: only its number is known.
    """
    if directive.ordered_by is not None:
        return (_known(directive.ordered_by, view),)
    original = order_behind(directive)
    assert original is not None
    held = set(directive.terms.documents)
    about = [r for r in view.about(original) if _extending(r) and extends(r, obj)]
    carried = sorted(
        (r for r in about if _carried(r, held)),
        key=lambda r: (str(r.event.decided_on or ""), r.record_no),
    )
    if directive.action is DirectiveAction.AMEND and carried:
        return (carried[-1],)
    return (_known(original, view), *carried)


def _carried(extension: Record, held: set[Document]) -> bool:
    documents = order_of(extension).documents
    return bool(documents) and held.issuperset(documents)


def _known(key: UUID, view: View) -> Record | None:
    record = view.records.get(key)
    return (
        record if record is not None and record.content is not None and is_order(record) else None
    )


def _late(entry: int, record: Record, result: AnswerResult, code: str, reason: str) -> OrderResult:
    body, event, objects = order_of(record), record.event, [*objects_of(record.event).values()]
    assert record.subject is not None
    return OrderResult(
        result_id=digest("late-order", record.source, record.record_no, str(entry)),
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


def _court(directive: Directive) -> str:
    return directive.key.instance.partition("|")[0]
