"""Lines of a court's feed that are no JSON, or whose values are none."""

import json

COURT = "11999900000018016G"
LINE = {
    "iname": "样例甲",
    "caseCode": "（2026）苏9999执17号",
    "age": 36,
    "sexy": "男性",
    "cardNum": "999999199001010016",
    "courtName": "市中级人民法院",
    "partyTypeName": "0",
    "gistId": "(2025)苏9999民初8号",
    "regDate": "20260401",
    "gistUnit": "市中级人民法院",
    "duty": "支付货款人民币十万元",
    "performance": "全部未履行",
    "disruptTypeName": "有履行能力而拒不履行",
    "publishDate": "2026年05月12日",
}
_LONG = ("duty", "performance", "performedPart", "unperformPart", "courtName", "gistUnit", "iname")
MARKS = "\u0301\u0323"


def files() -> dict[str, bytes]:
    """Name → bytes."""
    return {**_files(), **_syntax(), **_values()}


def _line(**changed: object) -> str:
    return json.dumps({**LINE, **changed}, ensure_ascii=False)


def _with(raw: str) -> bytes:
    """A good line with `raw` before its end."""
    return (_line()[:-1] + raw + "}\n").encode()


def _files() -> dict[str, bytes]:
    good = _line()
    return {
        "plain": good.encode() + b"\n",
        "empty": b"",
        "blank": b"\n \n\r\n",
        "array-of-lines": f"[{good}]".encode(),
        "pretty-printed": json.dumps(LINE, ensure_ascii=False, indent=1).encode(),
        "two-in-a-line": f"{good}{good}\n".encode(),
        "good-and-bad": f"{good}\n{{\n{_line(caseCode='（2026）苏9999执18号')}\n".encode(),
        "gb18030": good.encode("gb18030"),
        "utf-16": good.encode("utf-16"),
        "byte-order-mark-in-the-middle": f"{good}\n\ufeff{good}\n".encode(),
        "carriage-returns": f"{good}\r{good}\r".encode(),
        "zeros": bytes(3_000),
        "lines-60000-empty-objects": b"{}\n" * 20_000,
        "line-of-66000": _line(duty="长" * 66_000).encode(),
        "line-of-5-megabytes": b'{"duty":"' + b"x" * 5_000_000 + b'"}',
    }


def _syntax() -> dict[str, bytes]:
    return {
        "depth-10000": b'{"duty":' + b"[" * 10_000 + b"]" * 10_000 + b"}",
        "depth-60000-objects": b'{"a":' * 13_000,
        "depth-65000-open": b"[" * 65_000,
        "key-twice": _with(',"iname":"样例乙"'),
        "key-in-two-spellings": _with(',"Iname":"样例乙"'),
        "key-unknown": _with(',"remark":""'),
        "key-of-a-surrogate": _with(',"\\ud800":""'),
        "key-of-60000": _with(f',"{"k" * 60_000}":""'),
        "key-of-marks": _with(f',"{MARKS * 10_000}":""'),
        "nan": _with(',"uid":NaN'),
        "minus-infinity": _with(',"uid":-Infinity'),
        "1e999": _with(',"uid":1e999'),
        "trailing-comma": _with(","),
        "single-quotes": b"{'iname':'x'}\n",
        "comment": _line().encode() + b" // x\n",
        "unfinished": _line()[:-1].encode(),
        "control-in-a-text": _with(',"uid":"a\x01b"'),
        "number": b"17\n",
        "text": b'"x"\n',
        "null": b"null\n",
        "ideographic-space-outside": "\u3000{}\n".encode(),
    }


def _values() -> dict[str, bytes]:
    changes: dict[str, dict[str, object]] = {
        "integer-of-5000-digits": {"age": int("9" * 4_000)},
        "case-1e999": {"caseCode": "RAW"},
        "card-as-a-number": {"cardNum": 999999199001010016},
        "card-as-a-float": {"cardNum": 9.99999199001010016e17},
        "card-masked": {"cardNum": "9999991990****0016"},
        "card-as-a-list": {"cardNum": ["999999199001010016"]},
        "name-null": {"iname": None},
        "name-object": {"iname": {"zh": "样例甲"}},
        "name-true": {"iname": True},
        "name-nul": {"iname": "样\0例"},
        "name-zero-width": {"iname": "样\u200b例甲"},
        "name-private-use": {"iname": "\ue000甲"},
        "duty-4001": {"duty": "长" * 4_001},
        "long-in-every-field": dict.fromkeys(_LONG, "长" * 3_999),
        "marks-60000": {"caseCode": MARKS * 30_000},
        "marks-in-a-case": {"caseCode": "a" + MARKS * 10_000},
        "marks-in-a-court": {"courtName": "a" + MARKS * 10_000},
        "marks-in-a-card": {"cardNum": "9" + MARKS * 10_000},
        "marks-in-a-day": {"publishDate": MARKS * 10_000},
        "day-epoch": {"publishDate": 1_780_272_000_000},
        "day-0000": {"publishDate": "0000-00-00"},
        "day-tomorrow": {"publishDate": "20260602"},
        "case-none": {"caseCode": "无"},
        "case-identity": {"caseCode": "999999199001010016"},
        "party-unknown": {"partyTypeName": "2"},
        "delete-unknown": {"infoActionType": "X"},
        "flag-unknown": {"isValid": "maybe"},
        "court-of-another": {"courtUscc": "119999000000110171"},
        "record-number-made-up": {"hubRecord": "SX-1"},
    }
    found = {name: (_line(**changed) + "\n").encode() for name, changed in changes.items()}
    found["case-1e999"] = _line(caseCode="RAW").replace('"RAW"', "1e999").encode()
    for name, key in (
        ("name", "iname"),
        ("case", "caseCode"),
        ("duty", "duty"),
        ("court", "courtName"),
    ):
        found[f"{name}-of-a-surrogate"] = _line(**{key: "RAW"}).replace("RAW", "\\udc00").encode()
    found["name-of-a-surrogate-pair"] = _line(iname="RAW").replace("RAW", "\\ud840\\udc0b").encode()
    return found
