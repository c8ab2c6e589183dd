"""What is milder than another burden, so that it goes without a signature (R12)."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from monitoring.verify.milder import milder
from monitoring.verify.unapproved import named_in

HELD = {
    "binding": "STATUTORY",
    "effect": 3,
    "valid_until": "2029-06-01",
    "amount_fen": 10_000,
    "currency": "CNY",
    "object": "ACCOUNT:1",
    "reason": "拖欠工资",
    "case_no": "",
    "original_order_no": "",
    "documents": [{"name": "裁定书", "sha256": ""}],
    "grounds": [{"source": "hrss", "record_no": "1", "trigger": "list/WAGE_ARREARS"}],
    "release": "office",
}
ORDER = {
    **HELD,
    "binding": "MANDATORY",
    "original_order_no": "12",
    "grounds": [{"source": "court", "record_no": "12", "trigger": "order/FREEZE"}],
}
NAME, CODE = frozenset({"subject_name"}), frozenset({"subject_code"})


@pytest.mark.parametrize("held", [HELD, ORDER], ids=["fact", "order"])
@pytest.mark.parametrize(
    "change",
    [
        {"effect": 2},
        {"valid_until": "2027-06-01"},
        {"amount_fen": 9_999},
        {"amount_fen": 9_999, "currency": ""},
        {"reason": ""},
        {"documents": []},
        {"effect": 2, "reason": "欠薪"},
        {"binding": "ADVISORY"},
    ],
)
def test_w13_less_of_something(held: Mapping[str, Any], change: dict[str, object]) -> None:
    """Less of one thing and no more of another is milder (W13)."""
    assert milder({**held, **change}, held)
    assert not milder(held, {**held, **change})


@pytest.mark.parametrize("held", [HELD, ORDER], ids=["fact", "order"])
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"reason": "欠薪"},
        {"effect": 2, "valid_until": None},
        {"effect": 2, "object": "ACCOUNT:2"},
        {"effect": 2, "case_no": "（2026）苏04执77号"},
        {"valid_until": "2027-06-01", "amount_fen": 10_001},
        {"amount_fen": 9_999, "currency": "USD"},
        {"release": "another office"},
    ],
)
def test_w13_more_of_something(held: Mapping[str, Any], change: dict[str, object]) -> None:
    """The same, other words, or more of one thing is no milder burden."""
    assert not milder({**held, **change}, held)


def test_a_stronger_binding_is_more() -> None:
    """What only advised its partner and now binds it is no milder, whatever else is less."""
    advised = {**HELD, "binding": "ADVISORY"}
    for binding in ("STATUTORY", "MANDATORY"):
        assert not milder({**advised, "binding": binding, "effect": 2}, advised)
    assert milder(HELD, {**HELD, "binding": "MANDATORY"})


def test_an_order_without_an_amount_is_about_all() -> None:
    """An order that names an amount for the first time takes less, one that names none any more."""
    everything = {**ORDER, "amount_fen": None, "currency": ""}
    assert milder(ORDER, everything)
    assert not milder(everything, ORDER)
    assert not milder({**everything, "effect": 2}, ORDER)


def test_the_amount_of_a_fact_is_a_field_that_is_told() -> None:
    """To tell a fact's amount for the first time is more, and to leave it out is less."""
    silent = {**HELD, "amount_fen": None, "currency": ""}
    assert milder(silent, HELD)
    assert not milder(HELD, silent)
    assert not milder({**HELD, "effect": 2}, silent)


def test_how_the_subject_is_named() -> None:
    """Name and codes of the subject are two fields: one more is more, one less is less."""
    assert milder(HELD, HELD, NAME, NAME | CODE)
    assert not milder(HELD, HELD, NAME | CODE, NAME)
    assert not milder({**HELD, "effect": 2}, HELD, CODE, NAME)
    assert not milder(HELD, HELD, NAME, NAME)
    assert milder({**HELD, "effect": 2}, HELD, NAME, NAME)


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        (None, frozenset()),
        ({"kind": "PERSON"}, frozenset()),
        ({"kind": "PERSON", "name": "某"}, NAME),
        ({"kind": "PERSON", "name": "", "id_type": "PASSPORT", "id_number": "E1"}, CODE),
        ({"kind": "ORGANISATION", "name": "某", "org_code": "MA0000007"}, NAME | CODE),
        ({"kind": "UNREGISTERED", "name": "某", "registration_no": "7"}, NAME | CODE),
    ],
)
def test_what_a_body_names_of_its_subject(subject: object, named: frozenset[str]) -> None:
    """Whatever code identifies the subject, it is one field; its kind is none."""
    assert named_in(json.dumps({"data": {"subject": subject}}).encode()) == named
