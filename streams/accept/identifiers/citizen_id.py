"""
公民身份号码, GB 11643-1999, and the fifteen digits of GB 11643-1989 that came before it.

Eighteen places: 1–6 region of the first registration, 7–14 birth date, 15–17 sequence (odd for
men), 18 check character by ISO 7064 MOD 11-2: the weighted sum of the first seventeen modulo 11
picks it from ``10X98765432``. The old form has a two-digit year and no check character; it becomes
the new one, with 19 as its century, or 18 where the sequence is 996 to 999, which the old standard
kept for people over a hundred.

Regions are not looked up: they are merged and renamed, and a number keeps its old one for life.

>>> check("999999199001010016")
CitizenId(number='999999199001010016', birth_date=datetime.date(1990, 1, 1))
>>> check("999999900101001") == check("999999199001010016")
True
>>> check("999999199002300015")
<Flaw.DATE: 'date'>
>>> check("9999991990****0016")
<Flaw.MASKED: 'masked'>
"""

import re
import unicodedata
from datetime import date
from operator import mul
from typing import Final, NamedTuple

from streams.accept.identifiers.flaw import Flaw, masked, repeated, written

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS: Final = "10X98765432"

#: Nobody born before is party to anything; an earlier year is a number of another sort.
EARLIEST_YEAR: Final = 1850

_FORM: Final = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_OLD_FORM: Final = re.compile(r"[0-9]{15}", re.ASCII)
_INSIDE: Final = re.compile(r"(?=([0-9]{17}[0-9X]))", re.ASCII)
_DIGITS: Final = bytes(code - 48 if 48 <= code <= 57 else 0 for code in range(256))


class CitizenId(NamedTuple):
    """A number of eighteen places that passed its check, and the birth date in it."""

    number: str
    birth_date: date


def check(text: str) -> CitizenId | Flaw:
    """The number with eighteen places, or why it is none."""
    number = written(text)
    if _OLD_FORM.fullmatch(number):
        if repeated(number):
            return Flaw.PLACEHOLDER
        number = _eighteen(number)
    elif _FORM.fullmatch(number) is None:
        if masked(number) or number.count("X") > 1:
            return Flaw.MASKED
        return Flaw.CHARSET if len(number) in (15, 18) else Flaw.LENGTH
    if repeated(number[:17]):
        return Flaw.PLACEHOLDER
    if check_character(number[:17]) != number[17]:
        return Flaw.CHECKSUM
    born = _birth_date(number)
    return Flaw.DATE if born is None else CitizenId(number, born)


def check_character(body: str) -> str:
    """The eighteenth character for seventeen digits."""
    return CHECKS[sum(map(mul, body.encode("ascii").translate(_DIGITS), WEIGHTS)) % 11]


def inside(text: str) -> bool:
    """
    Whether a text contains a valid number of eighteen places, whatever stands around it.

    Fifteen digits prove nothing, since they have no check character. Digits count in whatever form
    they are written: who reads them knows the number.

    >>> inside("CF-999999199001010016/2"), inside("CF-999999199001010017/2")
    (True, False)
    """
    text = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    return _INSIDE.search(text) is not None and any(
        isinstance(check(found), CitizenId) for found in _INSIDE.findall(text)
    )


def hidden(text: str) -> str:
    """
    The text with an asterisk for each character of a number that `inside` finds.

    >>> hidden("证件号码９９９９９９ 19900101 0016与户名不符，请核对")
    '证件号码****** ******** ****与户名不符，请核对'
    """
    signs = [
        (sign, place)
        for place, character in enumerate(text)
        for sign in unicodedata.normalize("NFKC", character).upper()
        if sign != " "
    ]
    told = list(text)
    for found in _INSIDE.finditer("".join(sign for sign, _ in signs)):
        if isinstance(check(found[1]), CitizenId):
            for _, place in signs[found.start(1) : found.end(1)]:
                told[place] = "*"
    return "".join(told)


def _eighteen(old: str) -> str:
    century = "18" if old[12:] >= "996" else "19"
    body = f"{old[:6]}{century}{old[6:]}"
    return body + check_character(body)


def _birth_date(number: str) -> date | None:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if year < EARLIEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
