"""What the compacted topic of the pool keeps of a fact."""

from datetime import UTC, date, datetime
from uuid import UUID

from schemas.codec import Decoded, decode_known
from streams.wiring.sending.pool_messages import Row, pool_messages

FACTS = [str(UUID(int=number)) for number in (1, 2, 3)]
SUBJECT = str(UUID(int=9))
PAGE: Row = (
    7,
    UUID(int=70),
    datetime(2026, 6, 1, 4, tzinfo=UTC),
    FACTS,
    [SUBJECT, None, SUBJECT],
    ["ListEntry"] * 3,
    ["STANDING", "MARKED", "GONE"],
    ["hrss"] * 3,
    [2, 1, 0],
    [date(2026, 6, 1)] * 3,
)


def test_each_fact_is_one_key_and_what_is_gone_is_taken_back() -> None:
    """A fact that became part of another has no value any more; a marked one stands, marked."""
    told = pool_messages(PAGE)
    assert list(told.keys) == [fact.encode() for fact in FACTS]
    standing, marked, gone = told.values
    assert gone is None
    records = [decode_known(value) for value in (standing, marked) if value is not None]
    seen = [
        (r.record["fact_id"], r.record["subject_key"], r.record["state"], r.record["objection"])
        for r in records
        if isinstance(r, Decoded)
    ]
    assert seen == [
        (FACTS[0], SUBJECT, "STANDING", False),
        (FACTS[1], "", "STANDING", True),
    ]
