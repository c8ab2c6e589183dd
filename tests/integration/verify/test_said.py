"""What was decided says what its ground says, and is looked at again when it must be."""

import json

import pytest
from integration.verify.conftest import Copy, Names


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount_fen", 999_900_000),
        ("currency", "USD"),
        ("object", "ACCOUNT:1"),
        ("case_no", "（2026）苏01执1号"),
        ("original_order_no", "F9"),
        ("legal_basis", ["another law"]),
        ("binding", "ADVISORY"),
        ("documents", [{"name": "another", "sha256": ""}]),
        ("reason", "another"),
    ],
)
def test_other_terms(copy: Copy, names: Names, field: str, value: object) -> None:
    """A measure in force, or lifted since, that says another thing than its ground is named."""
    copy.run(
        "UPDATE directive SET terms = jsonb_set(terms, %s, %s::jsonb)"
        " WHERE measure = 'BNK-02' AND action = 'IMPOSE'",
        [field],
        json.dumps(value),
    )
    found = copy.finding(3)
    assert names(found, "terms", f"says another {field} than ")
    assert found.found["terms"] == 2
    assert "ACCOUNT:" not in str(found.differences)


def test_another_record_as_ground(copy: Copy, names: Names) -> None:
    """A directive that names a record which did not ground it is named with both."""
    copy.run(
        "UPDATE directive SET terms = jsonb_set(terms, '{grounds,0,record_no}', '\"W77\"')"
        " WHERE measure = 'BNK-07' AND action = 'IMPOSE'"
    )
    assert names(copy.finding(3), "grounds", " W77 (list/WAGE_ARREARS), was grounded by ")


def test_another_department_as_the_cause(copy: Copy, names: Names) -> None:
    """A directive that counts for a department whose record did not give its terms is named."""
    copy.run(
        "UPDATE directive SET terms = jsonb_set(terms, '{source}', '\"tax\"')"
        " WHERE measure = 'BNK-07' AND action = 'IMPOSE'"
    )
    assert names(copy.finding(3), "grounds", "is because of tax, and ")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("valid_until = '2031-01-01'", "its row lasts until 2031-01-01"),
        ("content = gen_random_uuid()", "its content is not the digest of its terms"),
        ("unconditional = true", "is unconditional and no order's or officer's lift"),
    ],
)
def test_a_column_beside_the_terms(copy: Copy, names: Names, change: str, what: str) -> None:
    """What a claim reads beside the terms is compared with them."""
    copy.run(f"UPDATE directive SET {change} WHERE measure = 'BNK-02' AND action = 'IMPOSE'")
    assert names(copy.finding(2), "column", what)


def test_a_day_that_is_not_its_entrys(copy: Copy, names: Names) -> None:
    """A directive dated on another day than its entry is named with both days."""
    copy.run("UPDATE directive SET decided_on = decided_on - 1 WHERE measure = 'LND-04'")
    assert names(copy.finding(3), "decided", "is dated 2026-05-31, entry ")


def test_a_release_that_became_conditional(copy: Copy, names: Names) -> None:
    """The lift of an order that acts goes whatever the partner holds, else it is named."""
    copy.run("UPDATE directive SET unconditional = false WHERE ordered_by IS NOT NULL")
    assert names(copy.finding(3), "release", "the lift of order U2 is not unconditional")


def test_a_lift_that_became_unconditional(copy: Copy, names: Names) -> None:
    """A lift behind which no order stands is not unconditional, else it is named."""
    copy.run(
        "UPDATE directive SET unconditional = true, ordered_by = gen_random_uuid()"
        " WHERE action = 'LIFT' AND measure = 'BNK-07'"
    )
    assert names(copy.finding(3), "release", "an unconditional lift has no order behind it")


@pytest.mark.parametrize(
    "change", ["UPDATE agenda SET due_on = NULL", "UPDATE agenda SET due_on = '2099-01-01'"]
)
def test_nobody_looks_again(copy: Copy, names: Names, change: str) -> None:
    """A measure that ends by itself before its subject is judged again is named with the day."""
    copy.run(f"{change} WHERE what = 'SUBJECT'")
    assert names(copy.finding(3), "agenda", "and is judged again on ")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE waiting SET settled_entry = 1",
        "UPDATE agenda SET due_on = NULL WHERE what = 'WAITING'",
    ],
)
def test_nobody_is_reminded(copy: Copy, names: Names, change: str) -> None:
    """A record that waits and stands on no list, or has no day in the agenda, is named."""
    copy.run(change)
    assert names(copy.finding(1), "waiting", "-hrss R9 waits and stands on no list")
