"""What looks into the bodies of requests, as targets of the fuzzer."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from hostile.doors import KEY
from hostile.targets import Target
from hostile.targets import targets as doors_as_targets
from pydantic import TypeAdapter, ValidationError

from connectors.departments.state import StateRequest
from schemas.codec import encode
from schemas.json_form import to_record
from schemas.manifest import published
from schemas.plain_json import NotPlain, read_plain
from schemas.registry.candidate import Candidate, parse_candidate
from schemas.registry.schema_checks import compatibility_of
from streams.api.answers import Answer
from streams.api.checks import CheckQuestion
from streams.api.events import Events, ManyEvents, OneEvent, _records
from streams.api.problems import Turned
from streams.api.questions import Question
from streams.deciding.arrivals import ANSWER
from streams.identify.pseudonym import PseudonymKey
from streams.reading.asked import Asked, identity_asked

TODAY = date(2026, 6, 1)


def targets() -> Mapping[str, Target]:
    """By name."""
    found = doors_as_targets()
    return {
        "bodies": lambda body: _body(body, found["events"], found["answers"]),
        "registry": _schema,
    }


def _body(body: bytes, events: Target, answers: Target) -> None:
    """What each route makes of a body, as far as neither database nor broker is needed."""
    try:
        value = read_plain(body)
    except NotPlain:
        return
    for adapter in _bodies():
        try:
            asked = adapter.validate_python(value)
        except ValidationError as invalid:
            invalid.errors(include_url=False, include_context=False)
            continue
        match asked:
            case OneEvent() | ManyEvents():
                _events(asked, events)
            case StateRequest():
                for one in asked.records:
                    events(one.payload)
            case Answer():
                record = to_record(ANSWER, asked.root)
                if isinstance(record, dict):
                    answers(encode(ANSWER, record))
            case Question():
                key = PseudonymKey(version=1, secret=KEY)
                identity_asked(Asked(**asked.subject.model_dump()), TODAY, key)


@cache
def _bodies() -> tuple[TypeAdapter[Any], ...]:
    kinds: tuple[Any, ...] = (
        Events,
        StateRequest,
        Answer,
        Question,
        CheckQuestion,
    )
    return tuple(TypeAdapter(kind) for kind in kinds)


def _events(asked: OneEvent | ManyEvents, events: Target) -> None:
    many = [asked] if isinstance(asked, OneEvent) else asked.events
    try:
        records = _records(many, alone=isinstance(asked, OneEvent))
    except Turned:
        return
    for subject, record in records:
        events(encode(subject, record))


def _schema(text: bytes) -> None:
    candidate = parse_candidate(text.decode("utf-8", "replace"))
    if isinstance(candidate, Candidate):
        versions = published().versions("credit.events.ListEntry")
        compatibility_of(published(), candidate, versions, verbose=True)
