"""Who, where and when in the samples; synthetic throughout."""

from datetime import UTC, date, datetime

from schemas.codec import Record

ORGANISATION: Record = {
    "kind": "ORGANISATION",
    "name": "常州样例建设有限公司",
    "uscc": "91999900MA0000007U",
    "org_code": "MA0000007",
    "registration_no": "999900000000017",
    "id_type": "",
    "id_number": "",
    "id_country": "",
    "birth_date": None,
}
PERSON: Record = {
    "kind": "PERSON",
    "name": "样例甲",
    "uscc": "",
    "org_code": "",
    "registration_no": "",
    "id_type": "ID_CARD",
    "id_number": "999999199001010016",
    "id_country": "CHN",
    "birth_date": date(1990, 1, 1),
}
TAX: Record = {"name": "样例市税务局", "uscc": "11999900000010014G"}
FINANCE: Record = {"name": "样例市财政局", "uscc": "119999000000150181"}
HRSS: Record = {"name": "样例市人力资源和社会保障局", "uscc": "119999000000110171"}
COURT: Record = {"name": "样例市中级人民法院", "uscc": "11999900000018016G"}
CASE: Record = {"case_no": "(2026)苏9999执17号", "parties_total": 2, "party_role": "被执行人"}
RULING: Record = {"name": "执行裁定书", "sha256": "5f" * 32}
SUBJECT_KEY = "0b5c2f8e-6a41-5d7b-9a3f-2f1d8c4e7a60"
DIRECTIVE_ID = "7d0f4c1b-93e6-5a28-8f57-1c2b6d9e0a34"
MEASURE_ID = "c4e19a72-0d35-5b86-a1f4-8e7d3b2c6f05"
ENTRY = "e2a7b9d4-5c18-4f63-9b0e-6d1f8a3c7e52"
AT = datetime(2026, 6, 2, 1, 30, tzinfo=UTC)
