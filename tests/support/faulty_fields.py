"""Samples with one fault in another field than those of persons, and what is said of it."""

from datetime import date

from support.accepting import ENDING, body

from schemas.samples.parts import HRSS, TAX

NUL = "常州\x00样例建设有限公司"
UNTOLD = {"prior": False, "heard": False, "served": True}

FAULTY_FIELDS = [
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
    ("ListEntry", {"details": {"workers": -1}}, "E1107", "details.workers"),
    ("ListEntry", {"details": {"wage_months": -1}}, "E1107", "details.wage_months"),
    ("ListEntry", {"details": {"tax_nature": "偷" * 201}}, "E1106", "details.tax_nature"),
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
    *(
        ("AdministrativePenalty", {"categories": [category]}, "E1105", "licence")
        for category in ("吊销/暂扣许可证件", "吊销许可证件", "暂扣或吊销许可证、暂扣或吊销执照")
    ),
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
