"""The recount's digest of a version's content is the line's (R1)."""

from datetime import date

import pytest
from support.accepting import KINDS, event, payload

from monitoring.verify.recount.content import content_hash
from monitoring.verify.recount.kinds import table
from schemas.codec import Decoded, decode_known


def recounted(kind: str, **changes: object) -> bytes:
    """The digest of a sample of a kind, some of it changed."""
    decoded = decode_known(payload(kind, **changes))
    assert isinstance(decoded, Decoded), decoded
    return content_hash(table.KINDS[kind], decoded.record)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("action", ["ASSERT", "CORRECT", "END", "REVOKE"])
def test_a_full_event_of_each_kind(kind: str, action: str) -> None:
    """Everything a kind can say has the line's digest."""
    closing = {"on": date(2026, 6, 3), "reason": "办结"} if action in {"END", "REVOKE"} else {}
    changes: dict[str, object] = {"action": action, **closing}
    assert recounted(kind, **changes) == event(kind, **changes).content_hash


SPELT: list[dict[str, object]] = [
    {"record_no": " Ａ-１　", "document_no": "税罚〔2026〕１号", "region": "３２０４００"},
    {"reason": " 两行\n一句\t", "cause": "甲\u2028乙", "legal_basis": ["第一\n条", ""]},
    {"objects": [{"kind": "ＡＣＣＯＵＮＴ", "type": " 对公 ", "number": "6222 １"}]},
    {"case": {"case_no": "（2026）苏04执1号", "parties_total": 0, "party_role": ""}},
    {
        "case": None,
        "notice": None,
        "related": [],
        "subject": None,
        "action": "REVOKE",
        "reason": "撤",
    },
    {"disclosure": "SHARED", "amount_fen": 0, "list_code": "ＷＡＧＥ_ARREARS"},
    {"colour": "RED", "served_on": None, "effective_until": None},
    {"notice": {"prior": True, "heard": True, "served": False}},
]


@pytest.mark.parametrize("changes", SPELT)
def test_other_spellings_and_blanks(changes: dict[str, object]) -> None:
    """Width, breaks, spaces around and what is left out come to the line's digest."""
    assert recounted("ListEntry", **changes) == event("ListEntry", **changes).content_hash


def test_subjects() -> None:
    """Codes of subjects in another writing come to the line's digest."""
    person = {
        "kind": "PERSON",
        "name": "阿•某 ",
        "id_type": "居民身份证",
        "id_number": "999999900101001",
    }
    foreign = {
        "kind": "PERSON",
        "name": "A B",
        "id_type": "护照",
        "id_number": " e１２３４５６７８",
        "id_country": "usa",
    }
    body = {"kind": "ORGANISATION", "name": "某", "uscc": " ９1999900ma0000007u"}
    for subject in (person, foreign, body, {**body, "org_code": "MA000000-7"}):
        named = {"role": "PRINCIPAL", "subject": subject, "named_by_source": True}
        changes: dict[str, object] = {"subject": subject, "related": [named]}
        assert recounted("ListEntry", **changes) == event("ListEntry", **changes).content_hash


def test_an_order() -> None:
    """Currencies and digests of documents have one case."""
    changes: dict[str, object] = {
        "currency": "cny",
        "documents": [{"name": " 裁定书", "sha256": "AB" * 32}],
        "original_order_no": "１２",
    }
    found = event("EnforcementOrder", **changes).content_hash
    assert recounted("EnforcementOrder", **changes) == found
