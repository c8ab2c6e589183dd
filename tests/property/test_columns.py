"""Records written column by column are the bytes of records written one by one."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import encode
from schemas.columns import Column, Few, Numbers, Same, Texts, encode_columns

RECEIPT, CHANGE = "credit.receipts.Receipt", "credit.pool.PoolChange"
NOW = datetime(2026, 6, 10, 8, 30, 15, 250_000, UTC)
TEXT = st.text(st.characters(codec="utf-8"), max_size=200)
OUTCOME = st.sampled_from(["ACCEPTED", "REPEAT", "QUARANTINED"])

receipts = st.fixed_dictionaries(
    {
        "offset": st.integers(-(2**63), 2**63 - 1),
        "event_id": TEXT,
        "record_no": TEXT,
        "version": st.none() | st.integers(-(2**31), 2**31 - 1),
        "outcome": OUTCOME,
        "previous_outcome": st.none() | OUTCOME,
        "caused_by": st.none() | st.tuples(TEXT, TEXT),
    }
)


def cause(kept: tuple[str, str] | None) -> dict[str, str] | None:
    return None if kept is None else {"department": kept[0], "record_no": kept[1]}


@given(st.lists(receipts, max_size=20), TEXT, st.integers(0, 2**31 - 1))
def test_columns_are_the_records(given: list[dict[str, Any]], topic: str, partition: int) -> None:
    """However long numbers and texts are, and however often they repeat; defaults are filled in."""
    column = {name: [one[name] for one in given] for name in given[0]} if given else {}
    written = encode_columns(
        RECEIPT,
        len(given),
        {
            "topic": Same(topic),
            "partition": Same(partition),
            "judged_at": Same(NOW),
            "offset": Numbers(column.get("offset", ())),
            "event_id": Texts(column.get("event_id", ())),
            "record_no": Texts(column.get("record_no", ())),
            "version": Few(column.get("version", ())),
            "outcome": Few(column.get("outcome", ())),
            "previous_outcome": Few(column.get("previous_outcome", ())),
            "caused_by": Few(column.get("caused_by", ()), cause),
        },
    )
    one_by_one = [
        {"topic": topic, "partition": partition, "judged_at": NOW}
        | one
        | {"caused_by": cause(one["caused_by"])}
        for one in given
    ]
    assert written == [encode(RECEIPT, record) for record in one_by_one]


def test_days_and_flags_are_columns_too() -> None:
    """A day, a flag and a number of few values come out as the codec writes them."""
    days = [date(2026, 1, 5), None, date(1969, 12, 31)]
    same = {"fact_id": "f", "kind": "ListEntry", "source": "tax", "state": "ENDED"}
    written = encode_columns(
        CHANGE,
        3,
        {name: Same(value) for name, value in (same | {"judged_at": NOW}).items()}
        | {
            "decided_on": Few(days),
            "objection": Few([True, False, True]),
            "provenances": Few([1, 2, 70_000]),
        },
    )
    assert written == [
        encode(
            CHANGE,
            same | {"judged_at": NOW, "decided_on": day, "objection": flag, "provenances": number},
        )
        for day, flag, number in zip(days, (True, False, True), (1, 2, 70_000), strict=True)
    ]


@pytest.mark.parametrize(
    ("columns", "mistake"),
    [
        ({"no_such_field": Same(1)}, KeyError),
        ({"offset": Numbers([1, 2, 3])}, ValueError),  # of another length
        ({"offset": Texts(["1", "2"])}, TypeError),
        ({"version": Numbers([1, 2])}, TypeError),  # may be null: a number alone does not say so
        ({"event_id": Numbers([1, 2])}, TypeError),
        ({"outcome": Few(["ACCEPTED", "no such symbol"])}, ValueError),
        ({}, ValueError),  # topic has no default
    ],
)
def test_mistakes_of_the_caller(columns: dict[str, Any], mistake: type[Exception]) -> None:
    """A column that does not fit its field, or the others, is never written."""
    whole: dict[str, Column] = {
        "topic": Same("t"),
        "partition": Same(0),
        "offset": Numbers([1, 2]),
        "outcome": Same("ACCEPTED"),
        "judged_at": Same(NOW),
    }
    with pytest.raises(mistake):
        encode_columns(RECEIPT, 2, {**whole, **columns} if columns else {})
