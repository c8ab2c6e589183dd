"""What the compacted topic of the pool keeps of a fact."""

from datetime import UTC, date, datetime
from uuid import UUID

from schemas.codec import Decoded, decode_known
from schemas.manifest import published
from streams.sending.pool_messages import Row, pool_messages

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
    [date(2026, 12, 31), None, None],
    ["WAGE_ARREARS", "", "WAGE_ARREARS"],
    ["BLACK", "", "BLACK"],
    ["PUBLIC", "SHARED", "RESTRICTED"],
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


def test_list_colour_last_day_and_disclosure_are_told() -> None:
    """As the decision has them; what is on no list names none, and null is no last day."""
    records = [decode_known(value) for value in pool_messages(PAGE).values if value is not None]
    seen = [
        [r.record[name] for name in ("list_code", "colour", "effective_until", "disclosure")]
        for r in records
        if isinstance(r, Decoded)
    ]
    assert seen == [
        ["WAGE_ARREARS", "BLACK", date(2026, 12, 31), "PUBLIC"],
        ["", "UNKNOWN", None, "SHARED"],
    ]


def test_the_schema_says_of_each_field_that_is_not_told_that_it_is_not() -> None:
    """A null last day of a decision that has one, and SHARED of what is restricted, would mislead
    whoever publishes by them."""
    value = pool_messages(PAGE).values[0]
    assert value is not None
    decoded = decode_known(value)
    assert isinstance(decoded, Decoded)
    blank = {"UNKNOWN", "SHARED", "", None}
    untold = {name for name, said in decoded.record.items() if said in blank}
    manifest = published()
    contract = manifest.latest("credit.pool.PoolChange")
    assert contract is not None
    fields = manifest.schema(contract)["fields"]
    assert isinstance(fields, list)
    says_so = {
        each["name"]
        for each in fields
        if isinstance(each, dict) and "Not told yet" in str(each["doc"])
    }
    assert untold == says_so
