"""Every message that is decoded and not let in is told why, where, and what to do about it."""

from datetime import UTC, date, datetime

import pytest
from accepting import (
    ENDING,
    KINDS,
    accept,
    body,
    event,
    payload,
    person,
    record,
    said,
    source_of,
)

from schemas.codec import encode
from schemas.samples.parts import COURT, HRSS, TAX
from streams.accept.codes import CODES
from streams.accept.event import Event
from streams.accept.outcome import Refused

SINGLE = "92999900MA0000007Q"
NUL = "常州\x00样例建设有限公司"


def related(**changes: object) -> list[object]:
    """The sample's related person with fields replaced."""
    return [record("ListEntry")["related"][0] | changes]


def named(**changes: object) -> list[object]:
    """The sample's related person with fields of its subject replaced."""
    return related(subject=person(**changes))


UNTOLD = {"prior": False, "heard": False, "served": True}

REFUSED = [
    # codes of the subject
    ("ListEntry", {"subject": body(uscc="91999900MA0000008U")}, "E1002", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="91999900MA0000007")}, "E1002", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="91999900MA000000IU")}, "E1002", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="", org_code="MA0000008")}, "E1002", "subject.org_code"),
    ("ListEntry", {"subject": body(org_code="MA0000K12")}, "E1001", "subject.org_code"),
    ("ListEntry", {"subject": body(uscc="00000000000000000X")}, "E1004", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc="000000000000000000")}, "E1004", "subject.uscc"),
    ("ListEntry", {"document_no": "无"}, "E1004", "document_no"),
    ("AdministrativePenalty", {"document_no": "／"}, "E1004", "document_no"),
    ("AdministrativePenalty", {"document_no": "000"}, "E1004", "document_no"),
    ("ListEntry", {"subject": body(uscc="91999900MA****007U")}, "E1005", "subject.uscc"),
    ("ListEntry", {"subject": body(uscc=SINGLE, org_code="")}, "E1006", "subject.uscc"),
    ("ListEntry", {"subject": body(kind="INDIVIDUAL_BUSINESS")}, "E1006", "subject.uscc"),
    ("ListEntry", {"subject": body(kind="UNREGISTERED")}, "E1006", "subject.kind"),
    ("ListEntry", {"subject": body(kind="UNKNOWN")}, "E1102", "subject.kind"),
    ("ListEntry", {"subject": body(name=" ")}, "E1101", "subject.name"),
    (
        "ListEntry",
        {"subject": body(id_type="ID_CARD", id_number="999999199001010016")},
        "E1006",
        "subject.id_number",
    ),
    (
        "ListEntry",
        {"subject": body(uscc="", org_code="", registration_no="")},
        "E1105",
        "subject.uscc",
    ),
    # documents of a person
    (
        "JudgmentDefault",
        {"subject": person(id_number="9999991990****0016")},
        "E1005",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="999999XXXXXXXX0016")},
        "E1005",
        "subject.id_number",
    ),
    ("JudgmentDefault", {"subject": person(id_number="")}, "E1005", "subject.id_number"),
    ("JudgmentDefault", {"subject": person(id_type="")}, "E1005", "subject.id_type"),
    (
        "JudgmentDefault",
        {"subject": person(id_type="PASSPORT", id_number="E12****78")},
        "E1005",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="999999199001010017")},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="999999199002300015")},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="3.20405E+17")},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="٣" * 18)},
        "E1003",
        "subject.id_number",
    ),
    (
        "JudgmentDefault",
        {"subject": person(birth_date=date(1990, 1, 2))},
        "E1003",
        "subject.birth_date",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_type="PASSPORT", id_number="E12345678", id_country="中国")},
        "E1103",
        "subject.id_country",
    ),
    (
        "JudgmentDefault",
        {"subject": person(id_number="000000000000000000")},
        "E1004",
        "subject.id_number",
    ),
    ("JudgmentDefault", {"subject": person(uscc="91999900MA0000007U")}, "E1006", "subject.uscc"),
    # related persons
    (
        "ListEntry",
        {"related": named(id_number="9999991990****0016")},
        "E1005",
        "related[0].subject.id_number",
    ),
    ("ListEntry", {"related": related(role="UNKNOWN")}, "E1102", "related[0].role"),
    (
        "ListEntry",
        {"related": related(**{"from": date(2020, 3, 1), "to": date(2020, 2, 29)})},
        "E1202",
        "related[0].to",
    ),
    ("ListEntry", {"related": named(name=NUL)}, "E1106", "related[0].subject.name"),
    # what must be there
    ("ListEntry", {"action": "UNKNOWN"}, "E1102", "action"),
    ("ListEntry", {"record_no": " "}, "E1101", "record_no"),
    ("ListEntry", {"version": 0}, "E1107", "version"),
    ("ListEntry", {"version": -(2**31)}, "E1107", "version"),
    ("ListEntry", {"subject": None}, "E1101", "subject"),
    ("ListEntry", {"decided_on": None}, "E1101", "decided_on"),
    ("ListEntry", {"list_code": ""}, "E1101", "list_code"),
    ("ListEntry", {"colour": "UNKNOWN"}, "E1102", "colour"),
    ("ListEntry", {"amount_fen": -1}, "E1107", "amount_fen"),
    ("ListEntry", {"authority": HRSS | {"name": ""}}, "E1101", "authority.name"),
    ("ListEntry", {"authority": HRSS | {"uscc": ""}}, "E1101", "authority.uscc"),
    ("ListEntry", {"region": "32040"}, "E1103", "region"),
    ("EnforcementOrder", {"order": "UNKNOWN"}, "E1102", "order"),
    ("EnforcementOrder", {"addressee": ""}, "E1101", "addressee"),
    ("EnforcementOrder", {"currency": "RMB1"}, "E1103", "currency"),
    (
        "EnforcementOrder",
        {"documents": [{"name": "裁定书", "sha256": "5f5f"}]},
        "E1103",
        "documents[0].sha256",
    ),
    (
        "EnforcementOrder",
        {"case": {"case_no": "", "parties_total": -2, "party_role": ""}},
        "E1107",
        "case.parties_total",
    ),
    *(
        ("EnforcementOrder", {"order": order}, "E1105", "original_order_no")
        for order in ("CONTINUE", "UNFREEZE", "RENEW", "UNSEAL")
    ),
    ("AdministrativePenalty", {"fine_fen": None}, "E1105", "fine_fen"),
    ("AdministrativePenalty", {"confiscated_fen": None}, "E1105", "confiscated_fen"),
    ("AdministrativePenalty", {"fine_fen": -200_000}, "E1107", "fine_fen"),
    (
        "RepairDecision",
        {"target": {"department": "hrss", "record_no": ""}},
        "E1101",
        "target.record_no",
    ),
    (
        "ObjectionMark",
        {"target": {"department": "", "record_no": "1"}},
        "E1101",
        "target.department",
    ),
    ("ListEntry", {**ENDING, "action": "END"}, "E1105", "on"),
    (
        "ListEntry",
        {**ENDING, "action": "END", "on": date(2026, 6, 1), "reason": "\u3000"},
        "E1105",
        "reason",
    ),
    ("ListEntry", {**ENDING, "action": "REVOKE", "reason": ""}, "E1105", "reason"),
    # text
    ("ListEntry", {"subject": body(name=NUL)}, "E1106", "subject.name"),
    ("ListEntry", {"subject": body(name="常州\u200b样例")}, "E1106", "subject.name"),
    ("ListEntry", {"subject": body(name="常州\n样例")}, "E1106", "subject.name"),
    ("ListEntry", {"subject": body(name="常\ufffd样例")}, "E1106", "subject.name"),
    ("ListEntry", {"subject": body(name="样" * 201)}, "E1106", "subject.name"),
    ("ListEntry", {"cause": "欠" * 10_000}, "E1106", "cause"),
    ("ListEntry", {"cause": "a" * 10_000}, "E1106", "cause"),
    ("ListEntry", {"cause": "欠\x07薪"}, "E1106", "cause"),
    ("ListEntry", {"record_no": "1" * 129}, "E1106", "record_no"),
    ("ListEntry", {"legal_basis": ["第四十八条", "第\u202e条"]}, "E1106", "legal_basis[1]"),
    ("ListEntry", {"subject": body(uscc="91999900MA0000007U" * 4)}, "E1106", "subject.uscc"),
    # dates
    ("ListEntry", {"decided_on": date(2026, 6, 2)}, "E1201", "decided_on"),
    ("ListEntry", {"decided_on": date(1066, 6, 1)}, "E1104", "decided_on"),
    ("ListEntry", {"effective_until": date(2026, 5, 31)}, "E1202", "effective_until"),
    (
        "ListEntry",
        {"effective_from": date(2026, 7, 2), "effective_until": date(2026, 7, 1)},
        "E1202",
        "effective_until",
    ),
    ("AdministrativePenalty", {"publish_until": date(2026, 5, 31)}, "E1203", "publish_until"),
    # names the catalogue knows
    ("ListEntry", {"list_code": "LITTERERS"}, "E1301", "list_code"),
    ("ListEntry", {"decided_on": date(2021, 12, 31)}, "E1301", "list_code"),
    ("EnforcementOrder", {"addressee": "pawnshop"}, "E1301", "addressee"),
    ("EnforcementOrder", {"addressee": "land"}, "E1301", "addressee"),
    (
        "RepairDecision",
        {"target": {"department": "hrsss", "record_no": "1"}},
        "E1301",
        "target.department",
    ),
    ("ListEntry", {"record_no": "GR-999999199001010016-1"}, "E1302", "record_no"),
    ("ListEntry", {"record_no": "９９９９９９１９９００１０１００１６"}, "E1302", "record_no"),
    ("ListEntry", {"authority": TAX}, "E1303", "authority.uscc"),
    ("ListEntry", {"authority": HRSS | {"uscc": "119999000000110172"}}, "E1002", "authority.uscc"),
    ("ListEntry", {**ENDING, "authority": TAX, "action": "REVOKE"}, "E1303", "authority.uscc"),
    ("ListEntry", {"notice": UNTOLD}, "E1304", "notice.prior"),
    ("ListEntry", {"notice": UNTOLD, "action": "CORRECT"}, "E1304", "notice.prior"),
]


@pytest.mark.parametrize(("kind", "changes", "code", "field"), REFUSED)
def test_a_fault_is_named(kind: str, changes: dict[str, object], code: str, field: str) -> None:
    """A sample with one fault is refused with its code, its field and the table's advice."""
    result = said(kind, **changes)
    assert isinstance(result, Refused), result
    assert (result.code, result.field) == (code, field)
    assert result.hint == CODES[code].advice


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("ListEntry", {"notice": None}),
        ("ListEntry", {"notice": UNTOLD, "colour": "RED"}),
        ("ListEntry", {"notice": UNTOLD, "colour": "WATCH"}),
        ("ListEntry", {**ENDING, "notice": UNTOLD, "action": "REVOKE"}),
        ("AdministrativePenalty", {"notice": UNTOLD}),
    ],
)
def test_only_a_black_list_needs_that_its_subject_was_told(
    kind: str, changes: dict[str, object]
) -> None:
    """Said to be untold, other entries are let in; so is one that says nothing of a notice."""
    assert event(kind, **changes).kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_samples_are_let_in(kind: str) -> None:
    """Without a fault every kind's sample is accepted, so that each refusal has one cause."""
    assert event(kind).kind == kind


def test_a_receipt_can_name_the_record() -> None:
    """A refusal carries the record, version and event id of the message, and its source."""
    result = said("ListEntry", authority=TAX, record_no=" W-1 ", version=7, event_id="e-1")
    assert isinstance(result, Refused)
    seen = (result.source, result.record_no, result.version, result.event_id)
    assert seen == ("hrss", "W-1", 7, "e-1")


def test_a_hidden_identity_number_is_not_repeated() -> None:
    """The receipt of a record number with an identity number in it does not show that number."""
    result = said("ListEntry", record_no="999999199001010016")
    assert isinstance(result, Refused)
    assert result.record_no == ""
    assert "999999199001010016" not in repr(result)


def test_unreadable_text_is_not_repeated() -> None:
    """A receipt repeats no text that was refused as text."""
    result = said("ListEntry", record_no="W\x00", event_id="e\u202e")
    assert isinstance(result, Refused)
    assert (result.code, result.record_no, result.event_id) == ("E1106", "", "")


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("JudgmentDefault", "tax"),  # not among its kinds
        ("JudgmentDefault", "boastful"),  # among its kinds, but it is no court
        ("EnforcementOrder", "boastful"),
        ("SpendingRestriction", "province"),
        ("ListEntry", "closed"),  # left the catalogue the day before
        ("ListEntry", "nobody"),  # never was in it
    ],
)
def test_a_kind_a_topic_may_not_carry(kind: str, source: str) -> None:
    """A kind the catalogue does not give the topic's department is refused with E1505."""
    result = accept(payload(kind, authority=TAX), source)
    assert isinstance(result, Refused)
    assert (result.code, result.field) == ("E1505", "")


def test_somebody_elses_authority() -> None:
    """C10: a district bureau cannot report what the city's tax office decided."""
    result = accept(payload("AdministrativePenalty"), "market-320412")
    assert isinstance(result, Refused)
    assert result.code == "E1303"


def test_a_relayer_of_everybody() -> None:
    """The province relays for every authority whose code is sound."""
    assert isinstance(accept(payload("AdministrativePenalty"), "province"), Event)


def test_the_day_is_the_brokers_in_shanghai() -> None:
    """C71: 16:00 UTC begins the next day, on which a decision of that day is no longer ahead."""
    message = payload("ListEntry", decided_on=date(2026, 6, 2))
    before = accept(message, appended=datetime(2026, 6, 1, 15, 59, 59, tzinfo=UTC))
    assert isinstance(before, Refused)
    assert before.code == "E1201"
    assert isinstance(accept(message, appended=datetime(2026, 6, 1, 16, tzinfo=UTC)), Event)


@pytest.mark.parametrize("kind", KINDS)
def test_an_ending_needs_little(kind: str) -> None:
    """END and REVOKE need record_no, version, authority, reason and, for END, the day."""
    needed = {"record_no": "X-1", "version": 2, "reason": "撤回", "on": date(2026, 6, 10)}
    authority = COURT if source_of(kind) == "court" else TAX if source_of(kind) == "tax" else HRSS
    for action in ("END", "REVOKE"):
        fields = needed | {"authority": authority, "action": action}
        result = accept(encode(f"credit.events.{kind}", fields), source_of(kind))
        assert isinstance(result, Event), result
