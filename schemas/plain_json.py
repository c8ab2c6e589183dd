"""
JSON that means one thing only: what anybody outside writes is read by this.

No duplicate names, no NaN or infinity, no integer that a double cannot hold (RFC 7493), no lone
surrogates, no deep nesting: parsers disagree about each of them.
"""

import json
import math
import re
from typing import Final

DEEPEST: Final = 32
LARGEST_INTEGER: Final = 2**53 - 1
#: Takes back nothing, and takes a text without an end to the end: each byte is looked at once.
_TEXT: Final = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKET: Final = re.compile(rb"[\[\]{}]")


class NotPlain(ValueError):
    """A text is not the JSON that is taken; the words say why and repeat nothing of it."""


def read_plain(body: bytes) -> object:
    """The value of a JSON text; raises `NotPlain`."""
    _check_depth(body)
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_float,
        )
    except NotPlain:
        raise
    except UnicodeDecodeError:
        raise NotPlain("the text is not UTF-8") from None
    except (ValueError, RecursionError):
        raise NotPlain("the text is not JSON") from None
    if b"\\u" in body:
        _check_surrogates(value)
    return value


def _check_depth(body: bytes) -> None:
    depth = 0
    for bracket in _BRACKET.finditer(_TEXT.sub(b"", body)):
        depth += 1 if bracket.group() in b"[{" else -1
        if depth > DEEPEST:
            raise NotPlain(f"it is nested more than {DEEPEST} deep")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotPlain("a name stands twice in one object")
    return found


def _constant(_: str) -> object:
    raise NotPlain("NaN and infinity are no JSON")


def _integer(digits: str) -> int:
    if len(digits) > len(str(LARGEST_INTEGER)) + 1 or abs(int(digits)) > LARGEST_INTEGER:
        raise NotPlain("an integer is beyond what every reader holds exactly")
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotPlain("a number is too large")
    return number


def _check_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise NotPlain("half of a surrogate pair stands alone") from None
