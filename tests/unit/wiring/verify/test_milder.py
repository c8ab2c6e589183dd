"""What is milder than another burden, so that it goes without a signature (R12)."""

import pytest

from streams.wiring.verify.milder import milder

HELD = {
    "effect": 3,
    "valid_until": "2029-06-01",
    "amount_fen": 10_000,
    "object": "ACCOUNT:1",
    "reason": "拖欠工资",
    "case_no": "",
    "original_order_no": "12",
    "documents": [{"name": "裁定书", "sha256": ""}],
}


@pytest.mark.parametrize(
    "change",
    [
        {"effect": 2},
        {"valid_until": "2027-06-01"},
        {"amount_fen": 9_999},
        {"reason": ""},
        {"amount_fen": None},
        {"effect": 2, "reason": "欠薪"},
    ],
)
def test_w13_less_of_something(change: dict[str, object]) -> None:
    """Less of one thing and no more of another is milder (W13)."""
    assert milder({**HELD, **change}, HELD)
    assert not milder(HELD, {**HELD, **change})


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"reason": "欠薪"},
        {"effect": 2, "valid_until": None},
        {"effect": 2, "object": "ACCOUNT:2"},
        {"effect": 2, "case_no": "（2026）苏04执77号"},
        {"valid_until": "2027-06-01", "amount_fen": 10_001},
    ],
)
def test_w13_more_of_something(change: dict[str, object]) -> None:
    """The same, other words, or more of one thing is no milder burden."""
    assert not milder({**HELD, **change}, HELD)
