"""
Take in partners' answers: which count, which are refused, and what goes to a person (R14).

A refused answer is a row with its code: E1601 for an unknown directive, E1602 for another
partner's, E1107 for a number that no partner gives or that counts nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from streams.accept.identifiers import citizen_id
from streams.merge.keys import key_from
from streams.send.directive import DirectiveAction
from streams.settle.receipt import Receipt
from streams.settle.task import Task, TaskKind
from streams.track.answer import (
    HUB_ANSWER_NO,
    NOT_HELD,
    SUPERSEDED,
    Answer,
    AnswerArrived,
    AnswerResult,
    DirectiveState,
)


@dataclass(slots=True)
class AnswersTaken:
    """What came of the answers of a batch."""

    taken: tuple[AnswerArrived, ...] = ()
    refused: tuple[tuple[AnswerArrived, str], ...] = ()
    receipts: list[Receipt] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


def take_answers(
    arrivals: Iterable[AnswerArrived], directives: Mapping[UUID, DirectiveState]
) -> AnswersTaken:
    """
    Sort answers into those that count and those that are refused, with a receipt for each.

    One that comes after a higher one raises no task. One with the same number does: the higher may
    be from before the claim, of which the line knows nothing, and then this one counts (R14).
    """
    result = AnswersTaken()
    highest = {given: state.answer_no for given, state in directives.items()}
    for arrived in sorted(
        arrivals, key=lambda a: (a.origin.topic, a.origin.partition, a.origin.offset)
    ):
        state = directives.get(arrived.answer.directive_id)
        code = _refusal(arrived, state)
        if code or state is None:
            result.receipts.append(Receipt.answer_refused(arrived.origin, arrived.partner, code))
            result.refused += ((arrived, code),)
            continue
        result.receipts.append(Receipt.answer_taken(arrived.origin, arrived.partner))
        result.taken += (arrived,)
        number, before = arrived.answer.answer_no, highest[arrived.answer.directive_id]
        if before is None or number >= before:
            highest[arrived.answer.directive_id] = number
            result.tasks += _tasks(arrived, state)
    return result


def _refusal(arrived: AnswerArrived, state: DirectiveState | None) -> str:
    if state is None:
        return "E1601"
    if state.partner != arrived.partner:
        return "E1602"
    return "" if _numbered(arrived) and _counted(arrived.answer) else "E1107"


def _numbered(arrived: AnswerArrived) -> bool:
    """
    Whether its number is one; the hub's own stands only at its own words (ADR 0173).

    RETURNED says no more than a partner may say by a status; that a directive was never sent only
    the hub can say, and signs it.
    """
    answer = arrived.answer
    if answer.answer_no == HUB_ANSWER_NO:
        returned = answer.result is AnswerResult.RETURNED
        return returned or (arrived.by_hub and answer.never_sent)
    return answer.answer_no > HUB_ANSWER_NO


def _counted(answer: Answer) -> bool:
    """Whether amounts and rank are none below nothing: a court would be told them as they are."""
    amounts = (answer.controlled_amount_fen, *(each.amount_fen for each in answer.earlier_freezes))
    return all((number or 0) >= 0 for number in (*amounts, answer.queue_rank))


def _tasks(arrived: AnswerArrived, state: DirectiveState) -> Iterable[Task]:
    """A RETURNED directive goes to a person, and so does a lift not executed (R12, R14)."""
    answer = arrived.answer
    refused_lift = (
        state.directive.action is DirectiveAction.LIFT
        and answer.result is AnswerResult.NOT_EXECUTED
        and answer.reason_code not in (NOT_HELD, SUPERSEDED)
    )
    if answer.result is not AnswerResult.RETURNED and not refused_lift:
        return
    ids = (str(answer.directive_id), str(answer.answer_no))
    yield Task(
        id=key_from("answer", *ids),
        kind=TaskKind.LIFT_NOT_EXECUTED if refused_lift else TaskKind.RETURNED,
        source=arrived.partner,
        record_no="",
        detail=citizen_id.hidden(f"{answer.reason_code} {answer.reason}".strip()),
        subject=state.directive.key.subject,
        directive=answer.directive_id,
    )
