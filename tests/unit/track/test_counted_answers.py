"""Numbers of an answer: those that count nothing (E1107), and the highest (R14)."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from support.outbox_rows import TODAY, terms

from streams.kinds.event import Origin
from streams.rule.measure import MeasureKey
from streams.send.directive import Directive, DirectiveAction
from streams.track.answer import (
    Answer,
    AnswerArrived,
    AnswerResult,
    DirectiveState,
    EarlierFreeze,
)
from streams.track.answers import AnswersTaken, take_answers

DIRECTIVE = UUID(int=1)
STATE = DirectiveState(
    directive=Directive(
        key=MeasureKey(partner="bank", subject=UUID(int=2), measure="BNK-07"),
        n=0,
        action=DirectiveAction.IMPOSE,
        terms=terms(),
        decided_on=TODAY,
    ),
    partner="bank",
)
BEHIND = (EarlierFreeze(authority="样例区人民法院", amount_fen=-1),)


def _taken(*answers: Answer) -> AnswersTaken:
    appended = datetime(2026, 6, 1, tzinfo=UTC)
    arrived = [
        AnswerArrived(
            origin=Origin(topic="feedback.bank", partition=0, offset=n, appended_at=appended),
            partner="bank",
            answer=answer,
        )
        for n, answer in enumerate(answers)
    ]
    return take_answers(arrived, {DIRECTIVE: STATE})


@pytest.mark.parametrize(
    "answer",
    [
        Answer(
            directive_id=DIRECTIVE,
            answer_no=1,
            result=AnswerResult.PARTIAL,
            controlled_amount_fen=-1,
        ),
        Answer(directive_id=DIRECTIVE, answer_no=1, result=AnswerResult.EXECUTED, queue_rank=-1),
        Answer(
            directive_id=DIRECTIVE,
            answer_no=1,
            result=AnswerResult.PARTIAL,
            earlier_freezes=BEHIND,
        ),
    ],
)
def test_an_amount_below_nothing_does_not_count(answer: Answer) -> None:
    """No court is told that a freeze holds less than nothing: the answer is a row, E1107."""
    found = _taken(answer)
    assert (found.taken, [code for _, code in found.refused]) == ((), ["E1107"])


def test_nothing_is_an_amount() -> None:
    """An account without money is held with 0, and who is in force waits behind nobody."""
    answer = Answer(
        directive_id=DIRECTIVE,
        answer_no=1,
        result=AnswerResult.EXECUTED,
        controlled_amount_fen=0,
        queue_rank=0,
    )
    assert len(_taken(answer).taken) == 1


def test_of_one_batch_a_lower_answer_behind_a_higher_one_is_no_task() -> None:
    """Each answer is held against the highest before it, also of the same entry (R14)."""
    executed = Answer(directive_id=DIRECTIVE, answer_no=2, result=AnswerResult.EXECUTED)
    returned = Answer(directive_id=DIRECTIVE, answer_no=1, result=AnswerResult.RETURNED)
    assert not _taken(executed, returned).tasks
    assert _taken(returned, executed).tasks
