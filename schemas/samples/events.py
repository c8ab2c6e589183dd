"""One full event of each kind (信用事件)."""

from datetime import date

from schemas.codec import Record
from schemas.samples.parts import CASE, COURT, FINANCE, HRSS, ORGANISATION, PERSON, RULING


def administrative_penalty() -> Record:
    """A full `credit.events.AdministrativePenalty`."""
    return _envelope(
        "FIN-2026-000017",
        FINANCE,
        document_no="样财购罚〔2026〕17号",
        legal_basis=["中华人民共和国政府采购法 第七十七条"],
        severity="SERIOUS",
        intent="INTENTIONAL",
    ) | {
        "violation": "提供虚假材料谋取中标",
        "violation_facts": "投标文件所附业绩证明系伪造",
        "categories": ["罚款", "没收违法所得、没收非法财物"],
        "content": "处以罚款二千元，没收违法所得五百元，一至三年内禁止参加政府采购活动",
        "fine_fen": 200_000,
        "confiscated_fen": 50_000,
        "licence": "",
        "publish_until": date(2029, 6, 1),
        "clauses": ["PROCUREMENT_BAN"],
        "reported_by_name": FINANCE["name"],
        "reported_by_uscc": FINANCE["uscc"],
    }


def list_entry() -> Record:
    """A full `credit.events.ListEntry`."""
    return _envelope(
        "HRSS-2026-000001",
        HRSS,
        document_no="样人社监列〔2026〕1号",
        legal_basis=["保障农民工工资支付条例 第四十八条"],
    ) | {
        "list_code": "WAGE_ARREARS",
        "colour": "BLACK",
        "cause": "克扣、无故拖欠农民工工资",
        "amount_fen": 12_345_678,
        "details": {
            "workers": 23,
            "wage_months": 4,
            "tax_nature": "",
            "report_period": "2026-05",
        },
    }


def judgment_default() -> Record:
    """A full `credit.events.JudgmentDefault`."""
    return _envelope(
        "COURT-SX-2026-000017",
        COURT,
        subject=PERSON,
        related=[],
        effective_until=None,
        case=CASE,
    ) | {
        "basis_no": "(2025)苏9999民初8号",
        "basis_unit": "样例市中级人民法院",
        "filed_on": date(2026, 4, 1),
        "duty": "支付货款人民币十万元",
        "performance": "部分未履行",
        "performed_part": "已支付一万元",
        "unperformed_part": "尚欠九万元",
        "circumstances": ["有履行能力而拒不履行生效法律文书确定义务"],
    }


def spending_restriction() -> Record:
    """A full `credit.events.SpendingRestriction`."""
    return _envelope(
        "COURT-XX-2026-000017",
        COURT,
        subject=PERSON,
        related=[],
        effective_until=None,
        case=CASE,
    ) | {"applicant": "样例申请执行人", "restricted": ["AIR_TRAVEL", "HIGH_SPEED_RAIL", "HOTEL"]}


def enforcement_order() -> Record:
    """A full `credit.events.EnforcementOrder`."""
    return _envelope(
        "COURT-CK-2026-000012",
        COURT,
        related=[],
        objects=[{"kind": "ACCOUNT", "type": "BASIC", "number": "9999000000000000017"}],
        document_no="(2026)苏9999执17号之一",
        case=CASE,
        effective_until=date(2027, 5, 31),
        disclosure="RESTRICTED",
        legal_basis=["中华人民共和国民事诉讼法 第二百五十三条"],
    ) | {
        "order": "FREEZE",
        "addressee": "bank",
        "original_order_no": "",
        "amount_fen": 9_000_000,
        "currency": "CNY",
        "documents": [RULING],
    }


def repair_decision() -> Record:
    """A full `credit.events.RepairDecision`."""
    return _envelope(
        "HRSS-XF-2026-000001", HRSS, subject=None, related=[], document_no="样人社信修〔2026〕1号"
    ) | {
        "target": {"department": "hrss", "record_no": "HRSS-2026-000001"},
        "method": "RECTIFIED",
    }


def objection_mark() -> Record:
    """A full `credit.events.ObjectionMark`."""
    return _envelope("HRSS-YY-2026-000001", HRSS, subject=None, related=[]) | {
        "target": {"department": "hrss", "record_no": "HRSS-2026-000001"},
        "objection_no": "YY-2026-000001",
    }


def _envelope(record_no: str, authority: Record, **changed: object) -> Record:
    return {
        "event_id": f"sample-{record_no}",
        "record_no": record_no,
        "version": 1,
        "action": "ASSERT",
        "decided_on": date(2026, 6, 1),
        "effective_from": date(2026, 6, 1),
        "effective_until": date(2029, 6, 1),
        "served_on": date(2026, 6, 1),
        "published_on": date(2026, 6, 1),
        "region": "999900",
        "subject": ORGANISATION,
        "related": [
            {
                "role": "LEGAL_REPRESENTATIVE",
                "subject": PERSON,
                "named_by_source": True,
                "from": date(2020, 3, 1),
                "to": None,
            }
        ],
        "objects": [],
        "authority": authority,
        "on_behalf_of": "",
        "document_no": "",
        "legal_basis": [],
        "case": None,
        "severity": "",
        "intent": "",
        "disclosure": "PUBLIC",
        "notice": {"prior": True, "heard": True, "served": True},
        "reason": "",
        "on": None,
        **changed,
    }
