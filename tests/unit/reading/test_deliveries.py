"""How far a directive got is said in one word."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from streams.reading.deliveries import Delivery

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "returned_at", "aside_at", "state"),
    [
        (None, None, None, "SENT"),
        ("ACCEPTED", None, None, "ACCEPTED"),
        ("ACCEPTED", NOON, None, "RETURNED"),
        ("EXECUTED", NOON, None, "EXECUTED"),
        (None, NOON, None, "RETURNED"),
        (None, None, NOON, "ASIDE"),
        ("ACCEPTED", None, NOON, "ASIDE"),
        ("EXECUTED", None, NOON, "EXECUTED"),
    ],
)
def test_what_was_received_and_then_sent_back_or_set_aside_is_so(
    answer: str | None, returned_at: datetime | None, aside_at: datetime | None, state: str
) -> None:
    """As the sender has it (ADR 0325): only an answer that says what was done counts for more."""
    delivery = Delivery(
        directive_id=UUID(int=1),
        sequence=1,
        previous_sequence=0,
        sent_as="IMPOSE",
        held=False,
        superseded_at=None,
        claimed_at=NOON,
        sent_at=NOON,
        answer_by=None,
        returned_at=returned_at,
        answer=answer,
        answer_code=None,
        answered_at=None,
        failures=0,
        last_error="",
        aside_at=aside_at,
        lifted_unsent=False,
    )
    assert delivery.state == state
