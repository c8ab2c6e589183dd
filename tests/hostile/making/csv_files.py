"""Files in the penalty layout that are broken, or whose cells are none."""

import codecs
import gzip

from support.cf_files import ROW, cf_file, cf_text, row

PERSON = {"CF_XDR_LB": "自然人", "CF_XDR_SHXYM": "", "CF_XDR_ZJLX": "身份证"}
_LONG = ("CF_WFXW", "CF_SY", "CF_YJ", "CF_NR", "CF_CFLB", "CF_XDR_MC")
#: Two marks whose order has to be mended: normalising a run of them takes the square of its length.
MARKS = "\u0301\u0323"


def files() -> dict[str, bytes]:
    """Name → bytes."""
    return {**_encodings(), **_tables(), **_cells(), **_cards()}


def _encodings() -> dict[str, bytes]:
    text = cf_text(row())
    private = row(CF_XDR_MC="某公司").copy()
    marked = cf_text(private).encode("gb18030")
    name = "某公司".encode("gb18030")
    return {
        "plain": text.encode(),
        "byte-order-mark": codecs.BOM_UTF8 + text.encode(),
        "two-byte-order-marks": codecs.BOM_UTF8 * 2 + text.encode(),
        "gb18030": text.encode("gb18030"),
        "gb18030-rare-4dae": cf_text(row(CF_XDR_MC="䶮公司")).encode("gb18030"),
        "gb18030-fe59": marked.replace(name, b"\xfe\x59" + name),
        "gb18030-a6d9": marked.replace(name, b"\xa6\xd9" + name),
        "gb18030-82359037": marked.replace(name, b"\x82\x35\x90\x37" + name),
        "gb18030-private-use": marked.replace(name, b"\xaa\xa1" + name),
        "gb18030-half-a-character": marked.replace(name, name + b"\xfe"),
        "utf-16": text.encode("utf-16"),
        "utf-16-le-unmarked": text.encode("utf-16-le"),
        "utf-32": text.encode("utf-32"),
        "nearly-utf-8": text.encode().replace("样".encode(), "样".encode()[:2], 1),
        "big5": cf_text(row(CF_XDR_MC="中")).encode("gb18030") + b"\xff\xff",
        "ff-first": b"\xff" + text.encode(),
        "latin-1": "Société,é\n".encode("latin-1"),
        "surrogate-as-utf-8": text.encode().replace("样".encode(), b"\xed\xa0\x80", 1),
        "gzip": gzip.compress(text.encode(), mtime=0),
        "zip": b"PK\x03\x04" + bytes(60),
        "excel-97": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "html": b"<!DOCTYPE html><html><body>Login</body></html>\n",
        "zeros": bytes(5_000),
    }


def _tables() -> dict[str, bytes]:
    good = cf_file(row())
    two = cf_text(row(), row(CF_WSH="样税稽罚〔2026〕18号"))
    head, first, second = two.split("\r\n")[:3]
    lines = "\r\n".join
    return {
        "empty": b"",
        "byte-order-mark-alone": codecs.BOM_UTF8,
        "blank-lines": b"\r\n \r\n,,,\r\n",
        "header-alone": lines([head, ""]).encode(),
        "quote-left-open": two.replace("偷税", '"偷税', 1).encode(),
        "quote-in-the-middle": cf_text(row(CF_WFXW='a"b')).replace('"a""b"', '"a"b"').encode(),
        "line-break-in-a-cell": cf_file(row(CF_SY="一\r\n二")),
        "carriage-returns": two.replace("\r\n", "\r").encode(),
        "newline-missing-at-the-end": two.rstrip().encode(),
        "header-missing": good.replace(b"CF_WSH", b"BZ", 1),
        "header-twice": good.replace(b"CF_SJLY,", b"CF_SJLYDM,", 1),
        "header-unknown": good.replace(b"CF_FRDB", b"CF_FRBD", 1),
        "header-full-width": good.replace(b"CF_WSH", "ＣＦ＿ＷＳＨ".encode(), 1),
        "header-starred": good.replace(b"CF_WSH", b"*CF_WSH", 1),
        "header-zero-width": good.replace(b"CF_WSH", "CF\u200b_WSH".encode(), 1),
        "header-nul": good.replace(b"CF_WSH", b"CF_WSH\0", 1),
        "header-in-the-middle": lines([first, head, second, ""]).encode(),
        "header-again": lines([head, first, head, second, ""]).encode(),
        "header-of-marks": ("CF_WSH" + MARKS * 60_000 + "\r\n").encode(),
        "headers-100000": b",".join([b"BZ"] * 100_000),
        "semicolons": good.replace(b",", b";"),
        "tabs": good.replace(b",", b"\t"),
        "cell-too-many": lines([head, first + ",x", second, ""]).encode(),
        "cell-too-few": lines([head, first.rpartition(",")[0], second, ""]).encode(),
        "cells-60000": lines([head, "," * 60_000 + "x", second, ""]).encode(),
        "same-row-twice": lines([head, first, first, ""]).encode(),
        "row-contradicts": cf_text(row(), row(CF_NR_FK="0.3")).encode(),
        "cell-140000": cf_file(row(CF_SY="长" * 140_000)),
        "cell-of-ten-megabytes": cf_file(row(CF_SY="x" * 10_000_000)),
        "rows-20000-blank": lines([head, *[",,,"] * 20_000, ""]).encode(),
        "end-of-file-sign": good + b"\x1a",
    }


def _cells() -> dict[str, bytes]:
    changes: dict[str, dict[str, str]] = {
        "nul": {"CF_SY": "a\0b"},
        "replacement": {"CF_SY": "a\ufffdb"},
        "private-use": {"CF_XDR_MC": "\ue000公司"},
        "zero-width": {"CF_XDR_MC": "样\u200b例公司"},
        "right-to-left": {"CF_XDR_MC": "样\u202e例公司"},
        "formula": {"CF_XDR_MC": "=cmd|'/c calc'!A1"},
        "formula-full-width": {"CF_XDR_MC": "＝1+1"},
        "text-4000": {"CF_SY": "长" * 4_000},
        "text-4001": {"CF_SY": "长" * 4_001},
        "long-in-every-cell": dict.fromkeys(_LONG, "长" * 4_000),
        "marks-120000": {"CF_NR_FK": MARKS * 60_000},
        "marks-in-an-amount": {"CF_NR_FK": MARKS * 10_000},
        "marks-in-a-day": {"CF_JDRQ": MARKS * 10_000},
        "marks-in-a-number": {"CF_WSH": "a" + MARKS * 10_000},
        "marks-in-a-code": {"CF_XDR_SHXYM": "9" + MARKS * 10_000},
        "marks-in-an-authority": {"CF_CFJGDM": "1" + MARKS * 10_000},
        "amount-negative": {"CF_NR_FK": "-1"},
        "amount-full-width": {"CF_NR_FK": "０．２"},
        "amount-exponent": {"CF_NR_FK": "2e9999"},
        "amount-nan": {"CF_NR_FK": "NaN"},
        "amount-infinity": {"CF_NR_FK": "Infinity"},
        "amount-comma": {"CF_NR_FK": "1,000"},
        "amount-unit": {"CF_NR_FK": "2000元"},
        "amount-arabic-digits": {"CF_NR_FK": "٢"},
        "amount-circled-digit": {"CF_NR_FK": "②"},
        "amount-superscript": {"CF_NR_FK": "0.²"},
        "amount-mathematical-digits": {"CF_NR_FK": "𝟚"},
        "amount-below-a-fen": {"CF_NR_FK": "0.0000001"},
        "amount-largest": {"CF_NR_FK": "999999999999.999999"},
        "amount-13-digits": {"CF_NR_FK": "1000000000000"},
        "amount-100000-digits": {"CF_NR_FK": "9" * 100_000},
        "day-0000": {"CF_JDRQ": "0000-00-00"},
        "day-february-29": {"CF_JDRQ": "2025-02-29"},
        "day-9999": {"CF_YXQ": "9999-12-31"},
        "day-10000": {"CF_YXQ": "10000-01-01"},
        "day-1849": {"CF_JDRQ": "1849-12-31"},
        "day-excel-60": {"CF_JDRQ": "60"},
        "day-excel-serial": {"CF_JDRQ": "46153"},
        "day-milliseconds": {"CF_JDRQ": "1780272000000"},
        "day-american": {"CF_JDRQ": "05/11/2026"},
        "day-of-two-digits": {"CF_JDRQ": "26-05-11"},
        "day-arabic-digits": {"CF_JDRQ": "٢٠٢٦-٠٥-١١"},
        "day-circled-digits": {"CF_JDRQ": "2026-5-⑪"},
        "day-with-a-newline": {"CF_JDRQ": "2026-05-11\n"},
        "day-with-a-time": {"CF_JDRQ": "2026-05-11T23:59:59+08:00"},
        "day-tomorrow": {"CF_JDRQ": "2026-06-02"},
        "until-before-decided": {"CF_YXQ": "2026-05-10"},
        "kind-unknown": {"CF_XDR_LB": "外星人"},
        "state-unknown": {"CF_ZT": "2"},
        "category-blank": {"CF_CFLB": ""},
        "category-numbers": {"CF_CFLB": "0;6、4"},
        "category-number-7": {"CF_CFLB": "7"},
        "category-unknown": {"CF_CFLB": "株连"},
        "categories-2000": {"CF_CFLB": "、".join("0123456" * 285)},
        "clause-lower-case": {"CF_CLAUSES": "procurement_ban"},
        "clauses-1500": {"CF_CLAUSES": ";".join(["A1"] * 1_330)},
        "number-none": {"CF_WSH": "无"},
        "number-identity": {"CF_WSH": "999999199001010016"},
        "record-number-made-up": {"HUB_RECORD": "CF-1"},
        "authority-of-another": {"CF_CFJGDM": "119999000000110171"},
        "region": {"DFBM": "32040"},
    }
    return {
        f"cell-{name}": cf_text({**ROW, **changed}, headers=list({**ROW, **changed})).encode()
        for name, changed in changes.items()
    }


def _cards() -> dict[str, bytes]:
    numbers = {
        "right": "999999199001010016",
        "masked": "9999991990****0016",
        "scientific": "9.99999E+17",
        "lost-digits": "999999199001010000",
        "quoted": "'999999199001010016",
        "formula": '="999999199001010016"',
        "spaces": "999999 19900101 0016",
        "fifteen": "999999900101001",
        "blank": "",
        "zeros": "0" * 18,
    }
    return {
        f"card-{name}": cf_text({**ROW, **PERSON, "CF_XDR_ZJHM": number}).encode()
        for name, number in numbers.items()
    }
