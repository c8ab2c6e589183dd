"""One full message of each other record: what the hub tells, and what a partner answers."""

from datetime import UTC, date, datetime

from schemas.codec import Record
from schemas.samples.parts import (
    AT,
    CASE,
    DIRECTIVE_ID,
    ENTRY,
    HRSS,
    MEASURE_ID,
    ORGANISATION,
    RULING,
    SUBJECT_KEY,
)


def receipt() -> Record:
    """A full `credit.receipts.Receipt`."""
    return {
        "topic": "credit.events.hrss",
        "partition": 0,
        "offset": 4711,
        "event_id": "sample-HRSS-2026-000001",
        "record_no": "HRSS-2026-000001",
        "version": 1,
        "outcome": "REPAIRED",
        "code": "",
        "field": "",
        "hint": "The record was repaired; nothing needs to be sent.",
        "previous_outcome": "ACCEPTED",
        "entry": ENTRY,
        "judged_at": AT,
        "caused_by": {"department": "hrss", "record_no": "HRSS-XF-2026-000001"},
    }


def pool_change() -> Record:
    """A full `credit.pool.PoolChange`."""
    return {
        "fact_id": "3f6b1d08-7e2a-5c94-b5d7-0a9e4c8f2b61",
        "subject_key": SUBJECT_KEY,
        "subject_kind": "ORGANISATION",
        "kind": "ListEntry",
        "source": "hrss",
        "record_no_masked": "HRS****0001",
        "state": "STANDING",
        "objection": False,
        "provenances": 2,
        "list_code": "WAGE_ARREARS",
        "colour": "BLACK",
        "authority": HRSS,
        "decided_on": date(2026, 6, 1),
        "effective_from": date(2026, 6, 1),
        "effective_until": date(2029, 6, 1),
        "disclosure": "PUBLIC",
        "entry": ENTRY,
        "judged_at": AT,
    }


def directive() -> Record:
    """A full `credit.directives.Directive`."""
    return {
        "directive_id": DIRECTIVE_ID,
        "measure_id": MEASURE_ID,
        "sequence": 3,
        "previous_sequence": 2,
        "subject_key": SUBJECT_KEY,
        "action": "AMEND",
        "supersedes": "58a2e6c0-1f94-5b37-8d0c-7e5a9f3b1d42",
        "measure": "BNK-02",
        "binding": "MANDATORY",
        "effect": "CONTROL",
        "subject": ORGANISATION,
        "grounds": [
            {
                "source": "court",
                "record_no": "COURT-CK-2026-000012",
                "trigger": "order/FREEZE",
            }
        ],
        "case": CASE,
        "original_order_no": "COURT-CK-2026-000012",
        "object": "ACCOUNT:9999000000000000017",
        "amount_fen": 9_000_000,
        "currency": "CNY",
        "documents": [RULING],
        "legal_basis": ["中华人民共和国民事诉讼法 第二百五十三条"],
        "list_version": "2026",
        "valid_from": date(2026, 6, 1),
        "valid_until": date(2027, 5, 31),
        "reason": "续行冻结",
        "answer_by": datetime(2026, 6, 3, 1, 30, tzinfo=UTC),
        "partner": "bank",
        "publication": {
            "fields": [{"name": "CF_XDR_MC", "value": "样例建设有限公司"}],
            "until": date(2027, 5, 31),
            "regime": "REPAIR-2025",
            "class": "GENERAL",
        },
        "rate_fen": 10,
        "unit": "kWh",
    }


def order_result() -> Record:
    """A full `credit.directives.OrderResult`."""
    return {
        "result_id": "91c3d7a5-4b0e-5f28-a6d1-3e8f2c7b9d04",
        "sequence": 1,
        "previous_sequence": 0,
        "subject_key": SUBJECT_KEY,
        "court": "court",
        "record_no": "COURT-CK-2026-000012",
        "original_order_no": "",
        "order": "FREEZE",
        "case": CASE,
        "partner": "bank",
        "directive_id": DIRECTIVE_ID,
        "measure_id": MEASURE_ID,
        "object": "ACCOUNT:9999000000000000017",
        "currency": "CNY",
        "recipient": "court",
    } | _done()


def answer() -> Record:
    """A full `credit.answers.Answer`."""
    named = {"directive_id": DIRECTIVE_ID, "measure_id": MEASURE_ID, "answer_no": 1}
    seen = {"url": "https://credit.example/records/1", "sha256": "0f" * 32, "at": AT}
    return named | _done() | {"evidence": [seen]}


def _done() -> Record:
    return {
        "result": "PARTIAL",
        "reason_code": "R3006",
        "reason": "在先冻结",
        "controlled_amount_fen": 1_500_000,
        "earlier_freezes": [
            {
                "authority": "样例区人民法院",
                "case_no": "(2026)苏9998执3号",
                "amount_fen": 7_500_000,
                "valid_from": date(2026, 2, 1),
                "valid_until": date(2027, 1, 31),
            }
        ],
        "queue_rank": 1,
        "executed_at": AT,
        "partner_ref": "BANK-2026-000099",
    }
