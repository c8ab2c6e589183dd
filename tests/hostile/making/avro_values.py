"""Well-formed Avro that says what is none: names, codes, identity numbers, days."""

from datetime import date

from hostile.making.wire import event, within
from support.accepting import body, person

LIST = "ListEntry"
#: Citizen numbers of region 9999xx, and what becomes of them on the way.
CARD = "999999199001010016"


def files() -> dict[str, bytes]:
    """Name → bytes."""
    return {**_names(), **_cards(), **_codes(), **_days(), **_texts()}


def _names() -> dict[str, bytes]:
    names = {
        "compatibility-ideograph": "\uf900样公司",
        "full-width": "ＡＢＣ样例１公司",
        "kangxi-radicals": "⼀⼝公司",
        "roman-numeral": "样例Ⅹ公司",
        "rare-4dae": "䶮公司",
        "beyond-the-plane": "𠀋公司",
        "private-use": "\ue78d公司",
        "private-use-plane-15": "\U000f0000公司",
        "zero-width-space": "样\u200b例公司",
        "zero-width-joiner": "样\u200d例公司",
        "variation-selector": "样\ufe00例公司",
        "ideographic-variation": "樣\U000e0100例公司",
        "right-to-left-override": "样\u202e例公司",
        "byte-order-mark": "\ufeff样例公司",
        "soft-hyphen": "样\u00ad例公司",
        "language-tag": "样\U000e0041例公司",
        "inner-space": "样例 公司",
        "ideographic-space": "\u3000样例\u3000公司\u3000",
        "no-break-space": "样例\u00a0公司",
        "dots": "买买提•艾力・某‧某",
        "cyrillic": "АВС公司",
        "nul": "样例\0公司",
        "newline": "样例\n公司",
        "line-separator": "样例\u2028公司",
        "delete": "样例\x7f公司",
        "escape": "\x1b[2J样例公司",
        "replacement": "样\ufffd公司",
        "noncharacter": "样\uffff公司",
        "unassigned": "样\U000e1fff公司",
        "spaces-alone": "   ",
        "marks-alone": "\u0301\u0323",
        "formula": "=cmd|'/c calc'!A1",
        "sql": "'; DROP TABLE record; --",
        "markup": "<script>alert(1)</script>",
        "format": "%s%n{0.__class__}",
        "length-200": "样" * 200,
        "length-201": "样" * 201,
        "marks-600": "a" + "\u0301\u0323" * 300,
        "marks-16000": "a" + "\u0301\u0323" * 8_000,
        "longest-expansion": "\ufdfa" * 200,
    }
    return {f"name-{key}": event(LIST, subject=body(name=name)) for key, name in names.items()}


def _cards() -> dict[str, bytes]:
    numbers = {
        "full-width": "９９９９９９１９９００１０１００１６",
        "spaces": " 999999 19900101 0016 ",
        "lower-case-x": "99999919900101018x",
        "full-width-x": "99999919900101018Ｘ",
        "cyrillic-x": "99999919900101018Х",
        "roman-x": "99999919900101018Ⅹ",
        "arabic-digits": "99999919900101001٦",
        "mathematical-digits": "9999991990010100𝟙𝟞",
        "circled-digits": "9999991990010100①⑥",
        "superscript": "99999919900101001⁶",
        "fifteen": "999999900101001",
        "fifteen-zeros": "0" * 15,
        "eighteen-from-fifteen-wrong": "999999199001010017",
        "zeros": "0" * 18,
        "wrong-check": "999999199001010015",
        "february-30": "999999199002300015",
        "month-13": "999999199013010013",
        "born-tomorrow": "999999202606020019",
        "born-1849": "999999184912310018",
        "unknown-region": "000000199001010018",
        "centenarian": "999999800101996",
        "centenarian-of-1800": "999999000101996",
        "masked": "9999991990****0016",
        "masked-with-x": "99999919900101XXXX",
        "scientific": "9.99999E+17",
        "excel-lost-digits": "999999199001010000",
        "trailing-newline": "999999199001010016\n",
        "zero-width": "999999\u200b199001010016",
        "nul": "999999199001010016\0",
        "minus": "-99999199001010016",
        "seventeen": CARD[:17],
        "nineteen": CARD + "0",
        "sixty-four": "9" * 64,
        "sixty-five": "9" * 65,
    }
    cards = {
        f"card-{key}": event(LIST, related=[], subject=person(id_number=number, birth_date=None))
        for key, number in numbers.items()
    }
    return cards | {
        "card-in-a-record-number": event(LIST, record_no=f"L-{CARD}"),
        "card-in-full-width-in-a-record-number": event(
            LIST, record_no="L-９９９９９９１９９００１０１００１６"
        ),
        "card-of-another-birth": event(LIST, subject=person(birth_date=date(1990, 1, 2))),
        "card-without-type": event(LIST, subject=person(id_type="")),
        "card-of-an-organisation": event(LIST, subject=body(id_type="ID_CARD", id_number=CARD)),
        "passport-masked": event(LIST, subject=person(id_type="护照", id_number="E12****78")),
        "passport-circled-digits": event(
            LIST, subject=person(id_type="护照", id_number="E123456①②")
        ),
        "passport-arabic-digits": event(LIST, subject=person(id_type="护照", id_number="E123٤٥٦٧")),
        "officer-in-chinese": event(
            LIST, subject=person(id_type="军官证", id_number="南字第０１２３４５号")
        ),
        "passport-of-one-sign": event(LIST, subject=person(id_type="护照", id_number="E")),
        "country-lower-case": event(LIST, subject=person(id_country="chn")),
        "country-of-two": event(LIST, subject=person(id_country="CN")),
    }


def _codes() -> dict[str, bytes]:
    codes = {
        "letter-o": "91999900MAO000007U",
        "letter-i": "91999900MA000000IU",
        "letter-z": "91999900MAZ000007U",
        "lower-case": "91999900ma0000007u",
        "full-width": "９１９９９９００ＭＡ００００００７Ｕ",
        "cyrillic-a": "91999900MА0000007U",
        "circled-digit": "91999900MA000000⑦U",
        "mathematical": "𝟗𝟏999900MA0000007U",
        "superscript": "91999900MA000000⁷U",
        "wrong-check": "91999900MA0000007T",
        "placeholder": "0" * 18,
        "masked": "91999900MA****007U",
        "registration-15": "999900000000017",
        "organisation-9": "MA0000007",
        "trailing-newline": "91999900MA0000007U\n",
        "zero-width": "91999900MA\u200b0000007U",
        "individual": "92999900MA0000007U",
        "hyphens": "91999900-MA000000-7U",
    }
    found = {f"uscc-{key}": event(LIST, subject=body(uscc=code)) for key, code in codes.items()}
    hrss = within(LIST, "authority")
    return found | {
        "organisation-code-of-another": event(LIST, subject=body(org_code="MA0000015")),
        "organisation-code-wrong": event(LIST, subject=body(uscc="", org_code="MA0000008")),
        "organisation-code-hyphen": event(LIST, subject=body(uscc="", org_code="MA000000-7")),
        "authority-of-another": event(LIST, authority={**hrss, "uscc": "11999900000010014G"}),
        "authority-wrong": event(LIST, authority={**hrss, "uscc": "119999000000110172"}),
        "authority-full-width": event(
            LIST, authority={**hrss, "uscc": "１１９９９９００００００１１０１７１"}
        ),
        "region-arabic-digits": event(LIST, region="99990٠"),
        "region-circled-digit": event(LIST, region="9999⑨0"),
        "registration-circled-digits": event(
            LIST, subject=body(uscc="", org_code="", registration_no="9999000000000①⑦")
        ),
        "region-five": event(LIST, region="99990"),
        "region-full-width": event(LIST, region="９９９９００"),
        "list-unknown": event(LIST, list_code="NO_SUCH_LIST"),
        "list-with-a-newline": event(LIST, list_code="WAGE_ARREARS\n"),
        "document-none": event(LIST, document_no="无"),
        "document-zeros": event(LIST, document_no="0000-00"),
        "kind-unknown": event(LIST, subject=body(kind="UNKNOWN")),
        "person-with-a-uscc": event(LIST, subject=person(uscc="91999900MA0000007U")),
    }


def _days() -> dict[str, bytes]:
    return {
        "decided-tomorrow": event(LIST, decided_on=date(2026, 6, 2)),
        "decided-1850": event(LIST, decided_on=date(1850, 1, 1)),
        "until-for-ever": event(LIST, effective_until=date(9999, 12, 31)),
        "until-before-from": event(
            LIST, effective_from=date(2026, 6, 1), effective_until=date(2026, 5, 31)
        ),
        "until-before-decided": event(LIST, effective_until=date(2020, 2, 29)),
        "born-tomorrow": event(LIST, subject=person(birth_date=date(2026, 6, 2))),
        "role-ends-before-it-begins": event(
            LIST,
            related=[
                {
                    "role": "PRINCIPAL",
                    "subject": person(),
                    "from": date(2020, 3, 1),
                    "to": date(2020, 2, 29),
                }
            ],
        ),
        "decided-never": event(LIST, decided_on=None),
    }


def _texts() -> dict[str, bytes]:
    return {
        "record-number-blank": event(LIST, record_no=""),
        "record-number-spaces": event(LIST, record_no="   "),
        "record-number-nul": event(LIST, record_no="L\0-1"),
        "record-number-129": event(LIST, record_no="L" * 129),
        "record-number-path": event(LIST, record_no="../../etc/passwd"),
        "cause-lines": event(LIST, cause="一\r\n二\t三"),
        "cause-4000": event(LIST, cause="因" * 4_000),
        "cause-4001": event(LIST, cause="因" * 4_001),
        "cause-marks-16000": event(LIST, cause="a" + "\u0301\u0323" * 7_999),
        "basis-2001": event(LIST, legal_basis=["条" * 2_001]),
        "basis-nul-in-the-second": event(LIST, legal_basis=["第一条", "第\0二条"]),
        "action-unknown": event(LIST, action="UNKNOWN"),
        "end-without-a-day": event(LIST, action="END", reason="移出"),
        "amount-negative": event(LIST, amount_fen=-1),
        "subject-none": event(LIST, subject=None),
        "event-id-zero-width": event(LIST, event_id="a\u200bb"),
    }
