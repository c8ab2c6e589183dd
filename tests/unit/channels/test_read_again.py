"""What a channel made of a directive is read again, whichever channel it was."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

import pytest
from support.plain_directive import DIRECTIVE

from connectors.channels.kinds import KINDS, directive_in
from connectors.partners.directive import from_fields
from schemas.catalogue.model import Channel
from schemas.json_form import to_json, to_record

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
UNTIL = {"valid_until": "2027-06-01"}
RESULT = {
    "result_id": str(UUID(int=5)),
    "sequence": 1,
    "previous_sequence": 0,
    "subject_key": str(UUID(int=4)),
    "court": "court",
    "record_no": "F1",
    "original_order_no": "F1",
    "order": "FREEZE",
    "case": None,
    "partner": "bank",
    "directive_id": str(UUID(int=1)),
    "measure_id": str(UUID(int=2)),
    "result": "EXECUTED",
    "recipient": "court",
}


def record(subject: str, fields: Mapping[str, object]) -> Mapping[str, object]:
    """A record as a sender has it, days and times as such."""
    found = to_record(subject, fields, of_any_version=True)
    assert isinstance(found, dict), found
    return found


@pytest.mark.parametrize("channel", KINDS)
def test_every_field_of_a_directive_is_there_again(channel: Channel) -> None:
    """By the channel's own reading and by that of all; a partner's program reads the same."""
    fields = record("credit.directives.Directive", {**DIRECTIVE, **UNTIL})
    body = KINDS[channel].encode(fields, NOW)
    assert KINDS[channel].decode(body) == to_json(fields)
    assert directive_in(body) == to_json(fields)
    assert from_fields(directive_in(body)).fields == to_json(fields)


@pytest.mark.parametrize("channel", KINDS)
def test_the_result_of_an_order_is_no_directive(channel: Channel) -> None:
    """It goes by the same channel, and is read as none."""
    subject = "credit.directives.OrderResult"
    body = KINDS[channel].encode_result(record(subject, RESULT), NOW)
    assert directive_in(body) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\x00",
        b"\xff\xfe",
        b"[]",
        b'"directive.impose"',
        b'{"data": {}}',
        b'{"type": "ping", "data": {}}',
        b'{"type": "directive.impose"}',
        b'{"type": "directive.impose", "data": []}',
    ],
)
def test_other_bytes_are_no_directive(body: bytes) -> None:
    """Nothing that anybody else writes, and no ping."""
    assert directive_in(body) is None
