"""What counts as surely delivered, when a sender dies between its steps (R13)."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from streams.sending.decisions import surely_delivered
from streams.sending.stream_rows import StreamRow

SUBJECT = UUID(int=1)
SENT_AT = datetime(2026, 6, 1, 4, tzinfo=UTC)
CLAIMED = StreamRow(
    directive_id=UUID(int=2),
    subject=SUBJECT,
    measure_id=UUID(int=3),
    measure="BNK-07",
    n=0,
    action="IMPOSE",
    content=UUID(int=4),
    valid_until=date(2027, 6, 1),
    held=False,
    unconditional=False,
    superseded=False,
    sequence=7,
    sent_at=None,
    answer=None,
    answer_code=None,
    returned=False,
    answer_no=None,
    weighed_no=None,
    next_attempt_at=SENT_AT,
    answer_by=None,
    answer_within_s=None,
    entry=1,
    aside=False,
    milder=None,
    source=None,
)


def test_what_was_returned_is_not_delivered_though_nobody_marked_it() -> None:
    """The hub told of a directive that came back, and died before it marked that: its own word,
    number 0, is no sign that the partner has it."""
    told = CLAIMED._replace(answer="RETURNED", answer_code="R3007", answer_no=0)
    assert surely_delivered([told]) == {}
    assert surely_delivered([told._replace(returned=True)]) == {}


@pytest.mark.parametrize("answer", ["ACCEPTED", "EXECUTED", "NOT_EXECUTED", "RETURNED"])
def test_a_partners_own_answer_says_that_it_has_it(answer: str) -> None:
    """Whatever a partner answers, it has the directive; so it has what a transport took."""
    assert surely_delivered([CLAIMED]) == {}
    assert surely_delivered([CLAIMED._replace(answer=answer, answer_no=1)]) == {SUBJECT: 7}
    assert surely_delivered([CLAIMED._replace(sent_at=SENT_AT)]) == {SUBJECT: 7}
