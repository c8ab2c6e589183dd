"""A refusal names the record it is about, and repeats nothing that must not be read."""

import pytest
from support.accepting import accept, event, origin, payload, reference, said

from schemas.samples.parts import PERSON, TAX
from streams.accept.outcome import Refused
from streams.accept.restore import restore

NUMBER = PERSON["id_number"]


def test_a_receipt_can_name_the_record() -> None:
    """A refusal carries the record, version and event id of the message, and its source."""
    result = said("ListEntry", authority=TAX, record_no=" W-1 ", version=7, event_id="e-1")
    assert isinstance(result, Refused)
    seen = (result.source, result.record_no, result.version, result.event_id)
    assert seen == ("hrss", "W-1", 7, "e-1")


def test_a_hidden_identity_number_is_not_repeated() -> None:
    """The receipt of a record number with an identity number in it does not show that number."""
    result = said("ListEntry", record_no="999999199001010016")
    assert isinstance(result, Refused)
    assert result.record_no == ""
    assert "999999199001010016" not in repr(result)


def test_unreadable_text_is_not_repeated() -> None:
    """A receipt repeats no text that was refused as text."""
    result = said("ListEntry", record_no="W\x00", event_id="e\u202e")
    assert isinstance(result, Refused)
    assert (result.code, result.record_no, result.event_id) == ("E1106", "", "")


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("hrss", {"document_no": "a" * 500}),
        ("hrss", {"document_no": "a\u200bb"}),
        ("hrss", {"authority": TAX}),
        ("hrss", {"action": "UNKNOWN"}),
        ("closed", {}),
    ],
)
def test_no_fault_shows_an_identity_number(source: str, changes: dict[str, object]) -> None:
    """Whatever a message is refused for first, its receipt shows no number in its other texts."""
    message = payload("ListEntry", record_no=f"W-{NUMBER}", event_id=f"{NUMBER}/1", **changes)
    result = accept(message, source)
    assert isinstance(result, Refused)
    assert (result.record_no, result.event_id) == ("", "")


def test_a_trace_that_is_an_identity_number_keeps_no_event_out() -> None:
    """The event is let in, now and when it is read again, and its receipts show no number."""
    admitted = event("ListEntry", event_id=f"e {NUMBER[:6]} {NUMBER[6:]}")
    assert admitted.event_id == ""
    assert admitted.content_hash == event("ListEntry").content_hash
    stored = payload("ListEntry", event_id=f"e {NUMBER[:6]} {NUMBER[6:]}")
    again = restore(stored, origin("hrss"), "hrss", admitted.content_hash, reference().layouts)
    assert again == admitted
