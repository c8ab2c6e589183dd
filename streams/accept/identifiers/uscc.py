"""
统一社会信用代码, GB 32100-2015.

Eighteen characters from digits and capital letters without I, O, S, V, Z:

* 1: registering office (9 市场监管, 1 机构编制, 5 民政, A, N 农业农村, Y 其他 …),
* 2: class of body (with 9: 1 enterprise, 2 individual business 个体工商户),
* 3–8: region, GB/T 2260,
* 9–17: organisation code, GB 11714 (`org_code.py`),
* 18: check character, so that the sum of value × 3^(place − 1) over all places is 0 modulo 31.

>>> check("91999900MA0000007U")
'91999900MA0000007U'
>>> check("９１９９９９００ma00 00007u")  # full width, lower case and a space are only spelling
'91999900MA0000007U'
>>> check("91999900MA0000008U")
<Flaw.CHECKSUM: 'checksum'>
>>> check("00000000000000000X")
<Flaw.PLACEHOLDER: 'placeholder'>
>>> check_character("N1999900MA0000007")  # codes led by a letter are computed alike
'E'
"""

import re
from operator import mul
from typing import Final

from streams.accept.identifiers.flaw import Flaw, masked, repeated, written

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_FORM: Final = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}", re.ASCII)
_VALUES: Final = bytes(max(ALPHABET.find(chr(code)), 0) for code in range(256))


def check(text: str) -> str | Flaw:
    """The code in its normal form, or why it is none."""
    code = written(text)
    if _FORM.fullmatch(code) is None:
        return _shape(code)
    if repeated(code[:17]):
        return Flaw.PLACEHOLDER
    return code if check_character(code[:17]) == code[17] else Flaw.CHECKSUM


def check_character(body: str) -> str:
    """The eighteenth character for seventeen that are in the alphabet."""
    return ALPHABET[-sum(map(mul, body.encode("ascii").translate(_VALUES), WEIGHTS)) % 31]


def individual_business(code: str) -> bool:
    """Whether a checked code was given to an individual business (个体工商户): it starts 92."""
    return code.startswith("92")


def organisation_code(code: str) -> str:
    """The organisation code inside a checked code (places 9 to 17)."""
    return code[8:17]


def _shape(code: str) -> Flaw:
    if masked(code):
        return Flaw.MASKED
    return Flaw.CHARSET if len(code) == 18 else Flaw.LENGTH
