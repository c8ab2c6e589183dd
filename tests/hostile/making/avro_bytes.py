"""Bytes that Avro libraries disagree about, die of or run on with, and framing that is none."""

import gzip
import zlib
from datetime import date

from hostile.making.wire import bent, event, varint, within
from support.accepting import record

from schemas.codec import encode, frame
from schemas.manifest import published
from schemas.samples import sample

LIST = "ListEntry"


def files() -> dict[str, bytes]:
    """Name → bytes."""
    return {**_framing(), **_counts(), **_lengths(), **_indexes(), **_numbers(), **_utf8()}


def number(subject: str) -> int:
    """The schema id of a record's newest version."""
    contract = published().latest(subject)
    assert contract is not None
    return contract.id


def _framing() -> dict[str, bytes]:
    good = event(LIST)
    body, own = good[5:], number("credit.events.ListEntry")
    bomb = zlib.compress(bytes(48 * 1024 * 1024), 9)
    container = b"Obj\x01" + varint(1) + varint(10) + b"avro.codec" + varint(7) + b"deflate\0"
    return {
        "plain": good,
        "empty": b"",
        "one-zero": b"\0",
        "framing-of-four-bytes": good[:4],
        "framing-alone": good[:5],
        "magic-1": b"\1" + good[1:],
        "magic-255": b"\xff" + good[1:],
        "without-framing": body,
        "single-object-encoding": b"\xc3\x01" + bytes(8) + body,
        "id-0": frame(0, body),
        "id-unknown": frame(99_999, body),
        "id-largest": frame(2**32 - 1, body),
        "id-little-endian": b"\0" + own.to_bytes(4, "little") + body,
        "id-of-a-receipt": encode("credit.receipts.Receipt", sample("credit.receipts.Receipt")),
        "id-of-an-answer": frame(number("credit.answers.Answer"), body),
        "id-of-another-kind": frame(number("credit.events.RepairDecision"), body),
        "kind-of-a-court": event("JudgmentDefault"),
        "container": container + bytes(16) + body,
        "container-deflate-bomb": frame(own, container + bytes(16) + bomb),
        "container-count-10-9": frame(own, container + bytes(16) + varint(10**9) + varint(0)),
        "gzip": gzip.compress(good, mtime=0),
        "json": b'{"kind":"ListEntry","record_no":"X-1"}',
        "text": "样例建设有限公司".encode(),
        "twice": good + good,
        "one-byte-left-over": good + b"\0",
        "a-block-left-over": good + bytes(1000),
        "last-byte-missing": good[:-1],
        "half": good[: len(good) // 2],
        "zeros": frame(own, bytes(2000)),
        "ones": frame(own, b"\xff" * 2000),
        "depth-5000": frame(own, b"\2" * 5_000),
        "depth-60000": frame(own, b"\2" * 60_000),
        "depth-1000000": frame(own, b"\2" * 1_000_000),
        "largest-and-one-byte": good + bytes(65_536 - len(good) + 1),
        "ten-mebibytes": frame(own, bytes(10 * 1024 * 1024)),
    }


def _counts() -> dict[str, bytes]:
    """The number of `legal_basis`, of `related` and of `objects`."""
    one, none = event(LIST, legal_basis=["第一条"]), event(LIST, legal_basis=[])
    text = varint(9) + "第一条".encode()
    block = len(varint(1) + text)
    bent_list = {
        "count-50-million": varint(50_000_000),
        "count-minus-50-million": varint(-50_000_000) + varint(0),
        "count-10-12": varint(10**12),
        "count-2-63-less-1": varint(2**63 - 1),
        "count-minus-2-63": varint(-(2**63)),
        "count-minus-2-63-with-size": varint(-(2**63)) + varint(0),
        "count-beyond-64-bits": varint(2**70),
        "count-missing-end": varint(1) + text,
    }
    return {
        **{name: bent(none, one, new) for name, new in bent_list.items()},
        "two-blocks": bent(one, none, (varint(1) + text) * 2, block),
        "block-with-its-size": bent(one, none, varint(-1) + varint(10) + text, block),
        "block-with-a-wrong-size": bent(one, none, varint(-1) + varint(10**9) + text, block),
        "count-over-long": bent(one, none, varint(1, padding=1) + text, block),
        "empty-block-over-long": bent(none, one, varint(0, padding=3)),
        "people-10-9": bent(
            event(LIST, related=[]), event(LIST, related=record(LIST)["related"]), varint(10**9)
        ),
        "objects-10-9": bent(
            event(LIST, objects=[]), event(LIST, objects=[{"kind": "LAND"}]), varint(10**9)
        ),
        "objects-60000-empty": event(LIST, objects=[{"kind": ""}] * 21_000),
        "basis-60000-empty": event(LIST, legal_basis=[""] * 60_000),
    }


def _lengths() -> dict[str, bytes]:
    """The length of `record_no`, the first text in which two samples differ."""
    one, other = event(LIST, record_no="A-1"), event(LIST, record_no="A-")
    return {
        f"length-{name}": bent(one, other, new)
        for name, new in {
            "2-31": varint(2**31),
            "2-62": varint(2**62),
            "2-63-less-1": varint(2**63 - 1),
            "minus-5": varint(-5),
            "minus-1": varint(-1),
            "minus-2-63": varint(-(2**63)),
            "beyond-64-bits": varint(2**80),
            "over-long": varint(3, padding=1),
            "of-101-bytes": varint(3, padding=100),
            "one-too-many": varint(4),
            "one-too-few": varint(2),
        }.items()
    }


def _indexes() -> dict[str, bytes]:
    """Of the enum `action`, of a union with null, and the byte of a boolean."""
    acts = event(LIST, action="ASSERT"), event(LIST, action="CORRECT")
    days = event(LIST, served_on=None), event(LIST, served_on=date(2026, 6, 1))
    told = {"prior": True, "heard": True, "served": True}
    flags = event(LIST, notice=told), event(LIST, notice={**told, "heard": False})
    enums = {"minus-1": -1, "99": 99, "5": 5, "2-31": 2**31, "minus-2-63": -(2**63), "0": 0}
    unions = {"minus-1": -1, "2": 2, "99": 99, "2-40": 2**40, "minus-2-63": -(2**63)}
    return {
        **{f"enum-{name}": bent(*acts, varint(index)) for name, index in enums.items()},
        **{f"union-{name}": bent(*days, varint(index)) for name, index in unions.items()},
        "enum-over-long": bent(*acts, varint(1, padding=1)),
        "union-over-long": bent(*days, varint(0, padding=1)),
        "union-and-nothing": bent(*days, varint(1)),
        "boolean-2": bent(*flags, b"\2"),
        "boolean-7": bent(*flags, b"\7"),
        "boolean-255": bent(*flags, b"\xff"),
    }


def _numbers() -> dict[str, bytes]:
    """`version`, an int; `amount_fen`, a long; days before, beyond and in other units."""
    versions = event(LIST, version=1), event(LIST, version=2)
    fen = event(LIST, amount_fen=5), event(LIST, amount_fen=6)
    parties = event(LIST, case=within("JudgmentDefault", "case", parties_total=-1))
    days = event(LIST, published_on=date(1970, 1, 2)), event(LIST, published_on=date(1970, 1, 3))
    return {
        **{
            f"version-{name}": bent(*versions, new)
            for name, new in {
                "0": varint(0),
                "minus-1": varint(-1),
                "2-31-less-1": varint(2**31 - 1),
                "2-31": varint(2**31),
                "2-40": varint(2**40),
                "minus-2-40": varint(-(2**40)),
                "beyond-64-bits": varint(2**64),
                "over-long": varint(1, padding=1),
                "of-101-bytes": varint(1, padding=100),
                "without-end": b"\x80" * 3000,
            }.items()
        },
        **{
            f"amount-{name}": bent(*fen, new)
            for name, new in {
                "minus-1": varint(-1),
                "2-63-less-1": varint(2**63 - 1),
                "minus-2-63": varint(-(2**63)),
                "2-63": varint(2**63),
                "beyond-64-bits": varint(2**100),
                "over-long": varint(5, padding=1),
            }.items()
        },
        **{
            f"day-{name}": bent(*days, varint(day))
            for name, day in {
                "year-0000": -719_529,
                "year-1849": -43_830,
                "year-9999": 2_932_896,
                "year-10000": 2_932_897,
                "in-seconds": 1_780_272_000,
                "in-milliseconds": 1_780_272_000_000,
                "2-31-less-1": 2**31 - 1,
                "minus-2-31": -(2**31),
                "2-62": 2**62,
            }.items()
        },
        "parties-minus-1": parties,
    }


def _utf8() -> dict[str, bytes]:
    """Six bytes in the place of a name's six."""
    one, other = event(LIST, record_no="abcdef"), event(LIST, record_no="Xbcdef")
    return {
        f"utf8-{name}": bent(one, other, new.ljust(6, b"-"), 6)
        for name, new in {
            "lone-continuation": b"\x80",
            "ff": b"\xff\xfe",
            "over-long-slash": b"\xc0\xaf",
            "over-long-nul": b"\xc0\x80",
            "surrogate": b"\xed\xa0\x80",
            "surrogate-pair": b"\xed\xa0\xbd\xed\xb8\x80",
            "beyond-unicode": b"\xf4\x90\x80\x80",
            "five-bytes": b"\xf8\x88\x80\x80\x80",
            "cut-off": b"abc\xe6\xa0"[-6:],
            "gbk": "样例".encode("gb18030"),
            "utf-16": "样例".encode("utf-16-le"),
        }.items()
    }
