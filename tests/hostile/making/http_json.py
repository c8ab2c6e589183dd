"""Bodies that are no JSON, or JSON that parsers disagree about; other types and encodings."""

import gzip
import json

from hostile.making.http_wire import CHECK, of, post


def files() -> dict[str, bytes]:
    """Name → request."""
    return {**_bodies(), **_types()}


def _bodies() -> dict[str, bytes]:
    bodies = {
        "plain": of(CHECK),
        "depth-32-and-1": b"[" * 33 + b"]" * 33,
        "depth-10000": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        "depth-60000-open": b"[" * 60_000,
        "depth-behind-quotes": b'{"a":"\\""' + b',"b":[' * 5_000,
        "brackets-in-a-text": _with(',"x":"' + "[" * 10_000 + '"'),
        "quotes-60000": b'"' * 60_001,
        "quotes-escaped-without-an-end": b'"' + b'\\"' * 30_000,
        "backslash-at-the-end": b'{"a":"\\',
        "brackets-in-a-text-without-an-end": b'{"a":"' + b"[" * 10_000,
        "backslashes-60000": b'{"a":"' + b"\\" * 60_000 + b'"}',
        "name-twice": _with(',"item":"bank-credit-approval"'),
        "name-twice-within": _with(',"x":{"a":1,"a":2}'),
        "name-twice-escaped": _with(',"\\u0069tem":"bank-credit-approval"'),
        "nan": _with(',"x":NaN'),
        "infinity": _with(',"x":-Infinity'),
        "1e999": _with(',"x":1e999'),
        "minus-1e999": _with(',"x":-1e999'),
        "1e-999": _with(',"x":1e-999'),
        "integer-2-53": _with(',"x":9007199254740992'),
        "integer-minus-2-53": _with(',"x":-9007199254740992'),
        "integer-of-60000-digits": b'{"a":' + b"9" * 60_000 + b"}",
        "float-of-60000-digits": b'{"a":0.' + b"9" * 60_000 + b"}",
        "exponent-of-60000-digits": b'{"a":1e' + b"9" * 60_000 + b"}",
        "half-a-pair": _with(',"x":"\\ud800"'),
        "other-half-as-a-name": _with(',"\\udc00":1'),
        "pair-turned-round": _with(',"x":"\\udc00\\ud800"'),
        "surrogate-as-utf-8": of(CHECK)[:-1] + b',"x":"\xed\xa0\x80"}',
        "over-long-utf-8": of(CHECK)[:-1] + b',"x":"\xc0\xaf"}',
        "gb18030": json.dumps(CHECK, ensure_ascii=False).encode("gb18030"),
        "utf-16": json.dumps(CHECK, ensure_ascii=False).encode("utf-16"),
        "byte-order-mark": b"\xef\xbb\xbf" + of(CHECK),
        "nul-after-it": of(CHECK) + b"\0",
        "two-texts": of(CHECK) * 2,
        "trailing-comma": _with(","),
        "single-quotes": b"{'item':'x'}",
        "comment": b"/* x */" + of(CHECK),
        "control-in-a-text": _with(',"x":"a\tb"'),
        "zeros": bytes(5_000),
        "spaces-60000": b" " * 60_000,
        "leading-zero": _with(',"x":007'),
        "hexadecimal": _with(',"x":0x10'),
        "number": b"17",
        "null": b"null",
        "text": b'"x"',
        "list": b"[]",
        "blank": b"",
        "names-10000": of({f"k{number}": 1 for number in range(5_000)}),
        "names-that-hash-alike": of({str(2**61 * number): 1 for number in range(2_000)}),
        "largest-and-one-byte": of(CHECK) + b" " * (65_537 - len(of(CHECK))),
        "five-mebibytes": b"[" + b"1," * 2_621_440 + b"1]",
    }
    return {f"json-{name}": post(body) for name, body in bodies.items()}


def _types() -> dict[str, bytes]:
    body = of(CHECK)
    kinds = {
        "none": "",
        "text": "text/plain",
        "form": "application/x-www-form-urlencoded",
        "multipart": "multipart/form-data; boundary=x",
        "xml": "application/xml",
        "json-upper-case": "Application/JSON",
        "json-in-another-charset": "application/json; charset=gbk",
        "problem": "application/problem+json",
        "json-in-a-list": "application/json, text/plain",
        "of-8000": "application/" + "x" * 8_000,
    }
    entity = b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    return {
        **{f"type-{name}": post(body, kind=kind) for name, kind in kinds.items()},
        "type-xml-entity": post(entity, kind="application/xml"),
        "gzip": post(gzip.compress(body, mtime=0), headers="Content-Encoding: gzip\r\n"),
        "gzip-bomb": post(
            gzip.compress(bytes(40 * 1024 * 1024), mtime=0), headers="Content-Encoding: gzip\r\n"
        ),
        "gzip-bomb-in-a-bomb": post(
            gzip.compress(gzip.compress(bytes(64 * 1024 * 1024), mtime=0), mtime=0),
            headers="Content-Encoding: gzip\r\n",
        ),
        "brotli-said": post(body, headers="Content-Encoding: br\r\n"),
    }


def _with(raw: str, base: dict[str, object] | None = None) -> bytes:
    """A right question with `raw` before its end."""
    return of(base or CHECK)[:-1] + raw.encode() + b"}"
