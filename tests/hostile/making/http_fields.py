"""Questions with fields that are none."""

from base64 import b64encode

from hostile.making.avro_values import CARD
from hostile.making.http_wire import CHECK, QUESTION, of, post
from hostile.making.wire import event

STATE = "/departments/hrss/records/state"


def files() -> dict[str, bytes]:
    """Name → request."""
    return {**_questions(), **_states()}


def _questions() -> dict[str, bytes]:
    subject = {
        "blank": {},
        "code-none": {"uscc": ""},
        "code-wrong": {"uscc": "91999900MA0000008U"},
        "code-of-65": {"uscc": "9" * 65},
        "code-number": {"uscc": 91999900},
        "code-null": {"uscc": None},
        "code-list": {"uscc": ["91999900MA0000007U"]},
        "code-nul": {"uscc": "91999900MA0000007U\0"},
        "code-newline": {"uscc": "91999900MA0000007U\n"},
        "code-cyrillic": {"uscc": "91999900МА0000007U"},
        "code-sql": {"uscc": "' OR 1=1 --"},
        "card-masked": {"id_type": "ID_CARD", "id_number": "9999991990****0016"},
        "card-half-type": {"id_number": CARD},
        "registration-alone": {"registration_no": "999900000000017"},
        "registration-nul": {"registration_no": "9\0"},
        "field-more": {"uscc": "91999900MA0000007U", "name": "x"},
    }
    checks: dict[str, dict[str, object]] = {
        "subject-missing": {"subject": None},
        "subject-list": {"subject": []},
        "item-unknown": {"item": "no-such-item"},
        "item-nul": {"item": "bank\0"},
        "item-of-65": {"item": "x" * 65},
        "asked-by-blank": {"asked_by": ""},
        "asked-by-nul": {"asked_by": "甲\0"},
        "asked-by-of-60000": {"asked_by": "x" * 60_000},
        "asked-by-marks": {"asked_by": "a" + "\u0301\u0323" * 10_000},
        "purpose-of-257": {"purpose": "因" * 257},
        "purpose-true": {"purpose": True},
        "field-more": {"admin": True},
        "prototype": {"__proto__": {"admin": True}},
    }
    return {
        **{
            f"subject-{name}": post(of({**QUESTION, "subject": given}), "/subjects/query")
            for name, given in subject.items()
        },
        **{f"check-{name}": post(of({**CHECK, **given})) for name, given in checks.items()},
        "check-of-a-subject-of-nul": post(of({**CHECK, "subject": {"uscc": "\0"}})),
    }


def _states() -> dict[str, bytes]:
    asked: dict[str, list[object]] = {
        "plain": [b64encode(event("ListEntry")).decode()],
        "no-base64": ["*" * 40],
        "bytes-of-nothing": [""],
        "bytes-that-are-none": [b64encode(b"\xff" * 300).decode()],
        "bytes-100001": ["A" * 100_001],
        "bytes-70000": [b64encode(bytes(70_000)).decode()],
        "numbers": [1],
        "501": [""] * 501,
        "500": [b64encode(b"\0" * 6).decode()] * 500,
    }
    return {
        **{
            f"state-{name}": post(of({"records": [{"payload": p} for p in given]}), STATE)
            for name, given in asked.items()
        },
        "state-none": post(of({"records": []}), STATE),
        "state-two-mebibytes": post(b" " * (2 * 1024 * 1024), STATE),
        "state-depth-500000": post(b"[" * 500_000, STATE),
    }
