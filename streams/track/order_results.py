"""
What a court is told of its orders when a partner has answered, or when a directive came to nothing
before it left (查控结果反馈; R6, R14).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from uuid import UUID

from streams.identify.pseudonym import record_key
from streams.kinds.order import EXTENDING, Document
from streams.merge.keys import key_from
from streams.merge.meant import is_order, order_of
from streams.merge.record import Record
from streams.pool.view import View
from streams.rule.objects import objects_of
from streams.rule.orders import extends
from streams.send.directive import Directive, DirectiveAction
from streams.track.answer import (
    HUB_ANSWER_NO,
    NOT_HELD,
    SUPERSEDED,
    Answer,
    AnswerArrived,
    AnswerResult,
    DirectiveState,
)
from streams.track.order_result import OrderResult


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
    Results for every final answer to a court's order that is the highest by now.

    `taken`: answers that count, in the order they came; `states`: before them, of all directives of
    the measures that they are about; `view` holds every order behind them. A lift that no order of
    a court stands behind carries out none: told as its freeze's, it would say that the freeze was
    executed. But that its partner never held what it lifts says what became of the order.
    """
    best = {given: state.answer.answer for given, state in states.items() if state.answer}
    for arrived in taken:
        answer = arrived.answer
        before = best.get(answer.directive_id)
        if before is not None and answer.answer_no <= before.answer_no:
            continue
        best[answer.directive_id] = answer
        directive = states[answer.directive_id].directive
        if _is_news(answer) and _is_of_an_order(directive, answer):
            measure = [s.directive for s in states.values() if s.directive.key == directive.key]
            yield from _answered(
                arrived, directive, ToldOrders(measure=measure, best=best, view=view)
            )


def _is_news(answer: Answer) -> bool:
    """
    Whether an answer says what became of an order.

    That a later sequence was applied before says nothing of what its partner holds (R13), and what
    the hub says of a web server's status is no answer of the partner.
    """
    superseded = answer.result is AnswerResult.NOT_EXECUTED and answer.reason_code == SUPERSEDED
    status = answer.result is AnswerResult.RETURNED and answer.answer_no == HUB_ANSWER_NO
    return answer.final and not superseded and not status


def _is_of_an_order(directive: Directive, answer: Answer) -> bool:
    """Whether a court ordered just this, or it lifts what its partner never held."""
    ordered = not _lifts(directive) or directive.ordered_by is not None
    return order_behind(directive) is not None and (ordered or _was_never_held(answer))


def _was_never_held(answer: Answer) -> bool:
    return answer.result is AnswerResult.NOT_EXECUTED and answer.reason_code == NOT_HELD


def _lifts(directive: Directive) -> bool:
    return directive.action is DirectiveAction.LIFT


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOrders:
    """
    Of which orders an answer tells.

    `measure`: all directives of the one measure; `best`: the highest answer to each by now.
    """

    measure: Sequence[Directive]
    best: Mapping[UUID, Answer]
    view: View

    def orders(self, directive: Directive, answer: Answer, obj: str) -> Sequence[Record | None]:
        """
        The orders that a directive carries out and that were not carried out before.

        Of a lift the release, and what its partner had not answered and never held; of a burden the
        extensions that its partner did not hold, and the original where it held nothing, or where
        there is none of these: then it is the original that was corrected. None: only the number of
        the order is known.
        """
        original = order_behind(directive)
        assert original is not None
        if _lifts(directive):
            by = directive.ordered_by
            released = () if by is None else (_known(by, self.view),)
            unheld = self._unanswered(directive, original, obj) if _was_never_held(answer) else ()
            return (*released, *unheld)
        if not answer.holds and any(map(self._holds, self._later(directive))):
            return ()
        known, extensions = _known(original, self.view), self._carried(directive, original, obj)
        if answer.never_sent:
            before = self._decided_before(directive)
        else:
            before = self._held_before(directive)
        if before is not None:
            held = self._carried(before, original, obj)
            extensions = [r for r in extensions if r not in held]
        if before is None or (not extensions and not answer.never_sent):
            told: Sequence[Record | None] = (known, *extensions)
        else:
            told = extensions
        return [r for r in told if self._waits(r, directive)] if answer.never_sent else told

    def _unanswered(self, lift: Directive, original: UUID, obj: str) -> Sequence[Record | None]:
        """The orders that a lift ends and of which no word has come."""
        before = [other for other in self._by_number() if other.n < lift.n]
        while before and _lifts(before[-1]):
            before.pop()
        since = takewhile(lambda other: not _lifts(other), reversed(before))
        burdens = [other for other in since if not self._never_left(other)]
        if not burdens or any(map(self._has_word, burdens)):
            return ()
        told = (_known(original, self.view), *self._carried(burdens[0], original, obj))
        return [order for order in told if self._waits(order, lift)]

    def _never_left(self, directive: Directive) -> bool:
        answer = self.best.get(directive.directive_id)
        return answer is not None and answer.never_sent

    def _has_word(self, directive: Directive) -> bool:
        answer = self.best.get(directive.directive_id)
        return answer is not None and _is_news(answer)

    def _waits(self, order: Record | None, directive: Directive) -> bool:
        """Whether its court waits for word of an order about just this subject."""
        subject = directive.key.subject
        return order is not None and order.live(self.view.day) and order.subject == subject

    def _carried(self, directive: Directive, original: UUID, obj: str) -> list[Record]:
        held = set(directive.terms.documents)
        about = [r for r in self.view.about(original) if _extending(r) and extends(r, obj)]
        return sorted(
            (r for r in about if _carried(r, held)),
            key=lambda r: (str(r.event.decided_on or ""), r.record_no),
        )

    def _decided_before(self, directive: Directive) -> Directive | None:
        """The burden decided just before; None after a lift, or where there is none."""
        before = [other for other in self._by_number() if other.n < directive.n]
        return before[-1] if before and not _lifts(before[-1]) else None

    def _held_before(self, directive: Directive) -> Directive | None:
        """The last burden before it that its partner says it did; None if a lift came since."""
        held = None
        for other in self._by_number():
            if other.n >= directive.n:
                break
            if _lifts(other):
                held = None
            elif self._holds(other):
                held = other
        return held

    def _later(self, directive: Directive) -> Iterable[Directive]:
        """The burdens after it, up to the next lift."""
        for other in self._by_number():
            if other.n > directive.n:
                if _lifts(other):
                    return
                yield other

    def _by_number(self) -> Sequence[Directive]:
        return sorted(self.measure, key=lambda directive: directive.n)

    def _holds(self, directive: Directive) -> bool:
        answer = self.best.get(directive.directive_id)
        return answer is not None and answer.holds


def _answered(
    arrived: AnswerArrived, directive: Directive, told: ToldOrders
) -> Iterable[OrderResult]:
    original_no = directive.terms.original_order_no
    obj = directive.key.instance.removeprefix(f"{_court(directive)}|{original_no}|")
    answer = arrived.answer
    ids = ("order-result", str(answer.directive_id), str(answer.answer_no))
    for order in told.orders(directive, answer, obj):
        own = () if order is None or order.record_no == original_no else (order.record_no,)
        yield _result(key_from(*ids, *own), arrived, directive, obj, order)


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


def _extending(record: Record) -> bool:
    return is_order(record) and record.stands and order_of(record).order in EXTENDING


def _carried(extension: Record, held: set[Document]) -> bool:
    documents = order_of(extension).documents
    return bool(documents) and held.issuperset(documents)


def _known(key: UUID, view: View) -> Record | None:
    record = view.records.get(key)
    return (
        record if record is not None and record.content is not None and is_order(record) else None
    )


def _court(directive: Directive) -> str:
    return directive.key.instance.partition("|")[0]
