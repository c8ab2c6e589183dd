"""A directive with an action that the partner's kit cannot do is returned, never passed over."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from connectors.partners.answer import Result, encoded
from connectors.partners.desk import Desk
from connectors.partners.directive import Action, Directive, from_topic, from_webhook
from schemas.codec import encode
from schemas.json_form import to_json
from schemas.samples import sample

DIRECTIVE = "credit.directives.Directive"
MEASURE = UUID(sample(DIRECTIVE)["measure_id"])


def _told(action: str, sequence: int) -> Directive:
    """One directive of one measure, as it stands on a topic."""
    said = {
        "action": action,
        "directive_id": str(UUID(int=sequence)),
        "sequence": sequence,
        "previous_sequence": sequence - 1,
        "original_order_no": "",
        "partner": "bank",
    }
    return from_topic(encode(DIRECTIVE, sample(DIRECTIVE) | said))


def _desk(folder: Path) -> Desk:
    return Desk("bank", folder / "ledger.json")


@pytest.mark.parametrize("action", ["EXECUTE", "EXEMPT", "UNKNOWN"])
def test_what_cannot_be_done_is_returned_to_a_person(tmp_path: Path, action: str) -> None:
    """It has an answer, so that it is not told again and again, and its sequence is seen."""
    desk = _desk(tmp_path)
    held, returned = desk.catch_up([_told("IMPOSE", 1), _told(action, 2)])
    assert (held.answer.result, returned.answer.result) == (Result.EXECUTED, Result.RETURNED)
    assert returned.answer.reason_code == "R3004"
    assert encoded(returned.answer)
    assert desk.handle(_told(action, 2)).again
    assert not desk.handle(_told("AMEND", 3)).gap


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2), (3, 1, 2)])
def test_it_overtakes_nothing_that_can_be_done(
    tmp_path: Path, order: tuple[int, ...], *, at_once: bool
) -> None:
    """A lift is done whatever stands after it or before it, read at once or one by one."""
    told = {1: _told("IMPOSE", 1), 2: _told("LIFT", 2), 3: _told("EXEMPT", 3)}
    desk, messages = _desk(tmp_path), [told[number] for number in order]
    outcomes = desk.catch_up(messages) if at_once else [desk.handle(each) for each in messages]
    assert outcomes[order.index(2)].answer.result is Result.EXECUTED
    assert outcomes[order.index(3)].answer.result is Result.RETURNED
    assert desk.ledger.measures[MEASURE].sequence == 2
    assert not tuple(desk.ledger.held())


def test_a_webhook_may_say_it_too() -> None:
    """A word that is not known is read as UNKNOWN, as on a topic."""
    fields = to_json(sample(DIRECTIVE) | {"action": "LIFT"})
    assert isinstance(fields, dict)
    for action in ("EXECUTE", "SOMETHING_NEW"):
        data = {**fields, "action": action}
        body = json.dumps({"type": f"directive.{action.lower()}", "data": data}).encode()
        assert from_webhook(body).action is Action.UNKNOWN
