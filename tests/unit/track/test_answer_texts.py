"""What a partner writes in an answer reaches people and courts as clean text, without numbers."""

from uuid import UUID

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import InMemory
from scenario.calendar import TODAY
from scenario.cast import CATALOGUE
from scenario.message import wage

from schemas.codec import Record
from schemas.samples import sample
from streams.kinds.problem import Problem
from streams.track.answer import Answer, AnswerArrived, AnswerResult
from streams.track.answer_texts import clean_texts

MADE = "credit.answers.Answer"


def record(**changes: object) -> Record:
    """The sample of an answer, with other fields."""
    return sample(MADE) | changes


def test_a_clean_answer_stays_as_it_is() -> None:
    """Nothing of it changes, so that what was decided of it before is decided again."""
    assert clean_texts(record()) == record()


def test_an_answer_is_cleaned_as_an_event_is() -> None:
    """Outer spaces go, lines of a reason become one, and what was read stays as it was."""
    given = record(reason=" 户名不符\r\n请核对 ", partner_ref="K1 ")
    found = clean_texts(given)
    assert not isinstance(found, Problem)
    assert (found["reason"], found["partner_ref"]) == ("户名不符  请核对", "K1")
    assert given["partner_ref"] == "K1 "


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "\x1b[2J"}, "reason"),
        ({"reason": "因" * 4_001}, "reason"),
        ({"reason_code": "R3002\n"}, "reason_code"),
        ({"partner_ref": "K\u202e1"}, "partner_ref"),
        (
            {"earlier_freezes": [{"authority": "", "case_no": "1\0"}]},
            "earlier_freezes[0].case_no",
        ),
    ],
)
def test_a_text_that_nobody_can_read_is_named(changes: dict[str, object], field: str) -> None:
    """Control and format characters and what is too long: E1106, with the field."""
    assert clean_texts(record(**changes)) == Problem(code="E1106", field=field)


def test_a_task_shows_no_identity_number() -> None:
    """A partner's reason stands in the task, with asterisks in place of each number."""
    memory = InMemory()
    line = LineOnStore(memory.store, memory.save, CATALOGUE)
    directive = line.publish(wage("1")).issued.directives[0]
    said = _returned(line, directive.directive_id, directive.key.partner)
    (task,) = line.decide([said]).issued.tasks
    assert task.detail == f"R3002 证件号码{'*' * 18}与户名不符"


def _returned(line: LineOnStore, directive: UUID, partner: str) -> AnswerArrived:
    return AnswerArrived(
        origin=line.origin(f"feedback.{partner}", TODAY),
        partner=partner,
        answer=Answer(
            directive_id=directive,
            answer_no=1,
            result=AnswerResult.RETURNED,
            reason_code="R3002",
            reason="证件号码999999199001010016与户名不符",
        ),
    )
