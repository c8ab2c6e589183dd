"""What became of a directive, as far as its row can tell (R12, R14, ADR 0325)."""

import pytest
from unit.sending.test_surely_delivered import CLAIMED, SENT_AT

from streams.send.claim import Fate
from streams.sending.stream_rows import StreamRow
from streams.track.answer import HUB_ANSWER_NO, ONCE_TAKEN

MARKED = CLAIMED._replace(returned=True)
TOLD = CLAIMED._replace(answer="RETURNED", answer_code="R3007", answer_no=HUB_ANSWER_NO)
TOLD_AS_TAKEN = TOLD._replace(answer_code=ONCE_TAKEN)
BY_ITSELF = CLAIMED._replace(answer="RETURNED", answer_code="R3007", answer_no=1)
RECEIVED = CLAIMED._replace(answer="ACCEPTED", answer_no=1)
DONE = CLAIMED._replace(answer="EXECUTED", answer_no=1)


@pytest.mark.parametrize(
    ("row", "fate", "once_sent"),
    [
        (CLAIMED, Fate.AWAITED, Fate.AWAITED),
        (RECEIVED, Fate.AWAITED, Fate.AWAITED),
        (MARKED, Fate.REFUSED, Fate.UNKNOWN),
        (TOLD, Fate.REFUSED, Fate.UNKNOWN),
        (TOLD._replace(returned=True), Fate.REFUSED, Fate.UNKNOWN),
        (TOLD_AS_TAKEN, Fate.UNKNOWN, Fate.UNKNOWN),
        (RECEIVED._replace(returned=True), Fate.UNKNOWN, Fate.UNKNOWN),
        (BY_ITSELF, Fate.REFUSED, Fate.REFUSED),
        (DONE._replace(returned=True), Fate.DONE, Fate.DONE),
    ],
)
def test_what_was_taken_and_returned_is_unknown(
    row: StreamRow, fate: Fate, once_sent: Fate
) -> None:
    """A 2xx before the return or after it, also the partner's own "received", leaves open whether
    it was done; only what the partner answers beyond that says so."""
    assert row.fate is fate
    assert row._replace(sent_at=SENT_AT).fate is once_sent
