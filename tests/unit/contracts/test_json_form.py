"""Records as plain JSON."""

import json

import pytest

from schemas.codec import Decoded, decode_known, encode
from schemas.json_form import Misfit, to_json, to_record
from schemas.manifest import published
from schemas.samples import sample

LIST_ENTRY = "credit.events.ListEntry"


@pytest.mark.parametrize("subject", published().subjects())
def test_json_and_avro_carry_the_same_record(subject: str) -> None:
    """A decoded record written as JSON and read again is encoded to the same bytes."""
    message = encode(subject, sample(subject))
    decoded = decode_known(message)
    assert isinstance(decoded, Decoded)
    text = json.dumps(to_json(decoded.record))
    record = to_record(subject, json.loads(text))
    assert isinstance(record, dict)
    assert encode(subject, record) == message


def test_fields_with_a_default_may_be_left_out() -> None:
    """What the schema has a default for need not be sent."""
    record = to_record(
        LIST_ENTRY,
        {
            "record_no": "X-1",
            "version": 2,
            "action": "END",
            "authority": {"name": "样例局", "uscc": "1199990000000001X8"},
            "list_code": "WAGE_ARREARS",
        },
    )
    assert isinstance(record, dict)
    assert isinstance(decode_known(encode(LIST_ENTRY, record)), Decoded)


@pytest.mark.parametrize(
    ("field", "value", "path", "code"),
    [
        ("version", "1", "/version", "H1003"),
        ("version", True, "/version", "H1003"),
        ("version", 2**31, "/version", "H1003"),
        ("amount_fen", 1.5, "/amount_fen", "H1003"),
        ("decided_on", "2026-02-30", "/decided_on", "E1104"),
        ("decided_on", "2026-W01-1", "/decided_on", "E1104"),
        ("decided_on", 20605, "/decided_on", "E1104"),
        ("action", "DELETE", "/action", "E1102"),
        ("action", ["ASSERT"], "/action", "E1102"),
        ("legal_basis", "第一条", "/legal_basis", "H1003"),
        ("legal_basis", [1], "/legal_basis/0", "H1003"),
        ("authority", None, "/authority", "H1003"),
        ("shade", "red", "/shade", "H1003"),
        ("colour/shade", "red", "", "H1003"),
        ("999999199001010016", "red", "", "H1003"),
        ("x" * 65, "red", "", "H1003"),
    ],
)
def test_what_does_not_fit_is_named(field: str, value: object, path: str, code: str) -> None:
    """Each place that does not fit the schema is named by its pointer and a code."""
    whole = to_json(sample(LIST_ENTRY))
    assert isinstance(whole, dict)
    misfits = to_record(LIST_ENTRY, {**whole, field: value})
    assert isinstance(misfits, tuple)
    assert [(misfit.path, misfit.code) for misfit in misfits] == [(path, code)]


def test_all_misfits_are_told_at_once() -> None:
    """Missing fields and wrong ones are told together, so that one round mends all."""
    misfits = to_record(LIST_ENTRY, {"version": "x", "action": "ASSERT"})
    assert isinstance(misfits, tuple)
    assert {misfit.path for misfit in misfits} >= {"/record_no", "/authority", "/version"}
    assert all(isinstance(misfit, Misfit) for misfit in misfits)
