"""Every message that is decoded and not let in is told why, where, and what to do about it."""

from datetime import UTC, date, datetime

import pytest
from support.accepting import ENDING, KINDS, accept, event, payload, said, source_of
from support.faulty_fields import FAULTY_FIELDS, UNTOLD
from support.faulty_persons import FAULTY_PERSONS
from support.faulty_subjects import FAULTY_SUBJECTS

from schemas.codec import encode
from schemas.samples.parts import COURT, HRSS, TAX
from streams.accept.codes import codes
from streams.accept.outcome import Refused
from streams.kinds.event import Event

REFUSED = [*FAULTY_SUBJECTS, *FAULTY_PERSONS, *FAULTY_FIELDS]


@pytest.mark.parametrize(("kind", "changes", "code", "field"), REFUSED)
def test_a_fault_is_named(kind: str, changes: dict[str, object], code: str, field: str) -> None:
    """A sample with one fault is refused with its code, its field and the table's advice."""
    result = said(kind, **changes)
    assert isinstance(result, Refused), result
    assert (result.code, result.field) == (code, field)
    assert result.hint == codes()[code].advice


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("ListEntry", {"notice": None}),
        ("ListEntry", {"notice": UNTOLD, "colour": "RED"}),
        ("ListEntry", {"notice": UNTOLD, "colour": "WATCH"}),
        ("ListEntry", {**ENDING, "notice": UNTOLD, "action": "REVOKE"}),
        ("AdministrativePenalty", {"notice": UNTOLD}),
    ],
)
def test_only_a_black_list_needs_that_its_subject_was_told(
    kind: str, changes: dict[str, object]
) -> None:
    """Said to be untold, other entries are let in; so is one that says nothing of a notice."""
    assert event(kind, **changes).kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_are_let_in(kind: str) -> None:
    """Without a fault every kind's sample is accepted, so that each refusal has one cause."""
    assert event(kind).kind == kind


def test_the_day_is_the_brokers_in_shanghai() -> None:
    """C71: 16:00 UTC begins the next day, on which a decision of that day is no longer ahead."""
    message = payload("ListEntry", decided_on=date(2026, 6, 2))
    before = accept(message, appended=datetime(2026, 6, 1, 15, 59, 59, tzinfo=UTC))
    assert isinstance(before, Refused)
    assert before.code == "E1201"
    assert isinstance(accept(message, appended=datetime(2026, 6, 1, 16, tzinfo=UTC)), Event)


@pytest.mark.parametrize("kind", KINDS)
def test_an_ending_needs_little(kind: str) -> None:
    """END and REVOKE need record_no, version, authority, reason and, for END, the day."""
    needed = {"record_no": "X-1", "version": 2, "reason": "撤回", "on": date(2026, 6, 10)}
    authority = COURT if source_of(kind) == "court" else TAX if source_of(kind) == "tax" else HRSS
    for action in ("END", "REVOKE"):
        fields = needed | {"authority": authority, "action": action}
        result = accept(encode(f"credit.events.{kind}", fields), source_of(kind))
        assert isinstance(result, Event), result
