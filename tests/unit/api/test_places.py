"""What does not fit a body's model is told by a pointer, and by nothing else that was sent."""

from collections.abc import Mapping
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from streams.api import checks, events
from streams.api.hub import hub_of
from streams.api.problems import Turned, answer_with_problems

EVENTS = "/departments/hrss/events"
QUESTION: Mapping[str, object] = {"asked_by": "甲", "purpose": "审查", "item": "x", "subject": {}}
NUMBER = "999999199001010016"


@pytest.mark.parametrize(
    ("path", "body", "pointers"),
    [
        (EVENTS, {"kind": "ListEntry"}, ["/event"]),
        (EVENTS, {"kind": "ListEntry", "event": None}, ["/event"]),
        (EVENTS, {"events": []}, ["/events"]),
        (EVENTS, {"events": [{"kind": "ListEntry"}]}, ["/events/0/event"]),
        (EVENTS, {"events": [], "kind": "A"}, ["/events", "/kind"]),
        (EVENTS, [], [""]),
        (EVENTS, {"kind": "A", "event": {}, "extra/x": 1}, [""]),
        (EVENTS, {"kind": "A", "event": {}, "(one)": 1, "(many)": 2}, [""]),
        (EVENTS, {"kind": "A", "event": {}, "colour": 1}, ["/colour"]),
        ("/checks", {**QUESTION, "subject": {NUMBER: "x"}}, ["/subject"]),
        ("/checks", {**QUESTION, "subject": {f"n{NUMBER}": "x", "n" * 65: "x"}}, ["/subject"]),
    ],
)
def test_a_fault_is_pointed_to(path: str, body: object, pointers: list[str]) -> None:
    """Each pointer leads to what was sent, or to where it lacks; no odd name is repeated."""
    reply = _post(path, body)
    assert (reply.status_code, reply.json()["code"]) == (422, "H1003")
    assert [error["pointer"] for error in reply.json()["errors"]] == pointers
    assert NUMBER not in reply.text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ([], "must be an object"),
        ({"kind": 1, "event": {}}, "must be a text"),
        ({"kind": "A", "event": []}, "must be an object"),
        ({"kind": "A"}, "is missing"),
        ({"events": {}}, "must be a list"),
        ({"events": [1]}, "must be an object"),
    ],
)
def test_a_fault_of_a_body_is_told_like_one_of_a_record(body: object, words: str) -> None:
    """In words of the field, and not in a library's about what it would extract fields from."""
    reply = _post(EVENTS, body)
    assert [error["detail"] for error in reply.json()["errors"]] == [words]


@pytest.mark.parametrize(
    ("kind", "event", "pointer", "words"),
    [
        ("Penalty", {}, "/kind", "must be one of AdministrativePenalty, EnforcementOrder, "),
        ("ListEntry", {"action": "assert"}, "/event/action", "must be one of ASSERT, CORRECT, "),
    ],
)
def test_what_is_none_of_several_is_told_which_there_are(
    kind: str, event: dict[str, object], pointer: str, words: str
) -> None:
    """Each that may be sent: UNKNOWN would be refused next."""
    with pytest.raises(Turned) as told:
        events._records([events.OneEvent(kind=kind, event=event)], alone=True)
    details = {str(one["pointer"]): str(one["detail"]) for one in told.value.errors}
    assert details[pointer].startswith(words)


def _post(path: str, body: object) -> Any:
    app = FastAPI()
    app.include_router(events.routes)
    app.include_router(checks.routes)
    answer_with_problems(app)
    app.dependency_overrides[hub_of] = lambda: None
    return TestClient(app).post(path, json=body)
