"""What a partner says later of a directive that it answered ACCEPTED."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from connectors.partners.answer import Answer, Result
from connectors.partners.desk import Desk
from connectors.partners.directive import Action, Directive
from connectors.partners.ledger import Ledger
from schemas.json_form import to_json
from schemas.samples import sample


def _told(sequence: int, action: Action = Action.IMPOSE) -> Directive:
    plain = to_json(sample("credit.directives.Directive"))
    assert isinstance(plain, dict)
    return Directive(
        directive_id=UUID(int=100 + sequence),
        measure_id=UUID(int=7),
        sequence=sequence,
        previous_sequence=sequence - 1,
        subject_key=UUID(str(plain["subject_key"])),
        action=action,
        fields={**plain, "sequence": sequence, "partner": "bank"},
    )


def _said(directive: Directive, result: Result, **more: Any) -> Answer:
    return replace(Answer(directive_id=directive.directive_id, result=result), **more)


def _by_a_person(directive: Directive, _: Ledger) -> Answer:
    return _said(directive, Result.ACCEPTED)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the ledger is kept."""
    return tmp_path / "bank.json"


def test_what_a_person_does_later_is_held_from_then_on(file: Path) -> None:
    """ACCEPTED holds nothing; EXECUTED follows as number 2, and is what a repeat is answered."""
    told = _told(1)
    with Desk("bank", file, _by_a_person) as desk:
        assert desk.handle(told).answer.result is Result.ACCEPTED
        assert (list(desk.ledger.held()), desk.ledger.applied) == ([], 0)
    with Desk("bank", file, _by_a_person) as desk:
        said = desk.finish(told, _said(told, Result.EXECUTED, controlled_amount_fen=5))
        assert (said.answer_no, said.result) == (2, Result.EXECUTED)
        assert (list(desk.ledger.held()), desk.ledger.applied) == ([told.fields], 1)
        assert desk.handle(told).answer == said
        assert desk.finish(told, _said(told, Result.RETURNED)) == said


@pytest.mark.parametrize("result", [Result.NOT_EXECUTED, Result.RETURNED])
def test_what_is_refused_later_leaves_what_was_held(file: Path, result: Result) -> None:
    """An AMEND that a person turns down: the IMPOSE stays as it was."""
    first, second = _told(1), _told(2, Action.AMEND)
    answers = iter([Result.EXECUTED, Result.ACCEPTED])
    with Desk("bank", file, lambda told, _: _said(told, next(answers))) as desk:
        desk.handle(first)
        desk.handle(second)
        assert list(desk.ledger.held()) == [first.fields]
        assert desk.finish(second, _said(second, result)).answer_no == 2
        assert list(desk.ledger.held()) == [first.fields]


def test_what_was_lifted_meanwhile_is_superseded(file: Path) -> None:
    """Done after its LIFT it would be held without a ground: the answer says to undo it."""
    told = _told(1)
    with Desk("bank", file, _by_a_person) as desk:
        desk.handle(told)
        desk.handle(_told(2, Action.LIFT))
        said = desk.finish(told, _said(told, Result.EXECUTED))
        assert (said.answer_no, said.result, said.reason_code) == (
            2,
            Result.NOT_EXECUTED,
            "superseded",
        )
        assert list(desk.ledger.held()) == []


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda said: replace(said, directive_id=UUID(int=1)), "to another directive"),
        (lambda said: replace(said, executed_at="2026-06-01 09:30"), "/executed_at must be a time"),
        (lambda said: replace(said, queue_rank=2**40), "/queue_rank must be a whole number"),
    ],
)
def test_an_answer_that_the_hub_would_not_take_is_not_kept(
    file: Path, spoil: Callable[[Answer], Answer], words: str
) -> None:
    """Kept, it would be given again and again, and nothing could put it right."""
    told = _told(1)
    with (
        Desk("bank", file, lambda told, _: spoil(_said(told, Result.EXECUTED))) as desk,
        pytest.raises(ValueError, match=words),
    ):
        desk.handle(told)
    with Desk("bank", file, _by_a_person) as desk:
        with pytest.raises(ValueError, match="not handled yet"):
            desk.finish(told, _said(told, Result.EXECUTED))
        desk.handle(told)
        with pytest.raises(ValueError, match=words):
            desk.finish(told, spoil(_said(told, Result.EXECUTED)))
        assert desk.finish(told, _said(told, Result.EXECUTED)).result is Result.EXECUTED
