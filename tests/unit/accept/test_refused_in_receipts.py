"""A refusal names the record it is about, and repeats nothing that must not be read."""

from accepting import said

from schemas.samples.parts import TAX
from streams.accept.outcome import Refused


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
