"""Entries of the list of wage arrears, each about an organisation of its own."""

from datetime import UTC, datetime, timedelta
from itertools import count

from scenario.codes import organisation_code, uscc

from schemas.codec import Record
from schemas.samples import sample

#: Numbers of organisations, none named twice.
NUMBERS = count(10_000_001)


def entry(number: int, **changed: object) -> Record:
    """An entry about the organisation of a number, decided yesterday, in force for a year."""
    today = datetime.now(UTC).date()
    made = sample("credit.events.ListEntry")
    digits = f"{number:08}"
    codes = {"uscc": uscc("91", digits), "org_code": organisation_code(digits)}
    own = {
        "record_no": f"F{number}",
        "document_no": f"样人社监列〔2026〕{number}号",
        "subject": {**made["subject"], **codes, "name": f"样例{number}", "registration_no": ""},
        "related": [],
        "decided_on": today - timedelta(days=1),
        "effective_from": None,
        "effective_until": today + timedelta(days=365),
        "served_on": None,
        "published_on": None,
    }
    return made | own | changed


def ended(number: int) -> Record:
    """The same entry, ended today."""
    today = datetime.now(UTC).date()
    return entry(number, version=2, action="END", reason="已支付", on=today)
