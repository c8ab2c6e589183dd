"""
组织机构代码, GB 11714-1997.

Eight digits or capital letters and a check character, often written with a hyphen before it. With
the weights 3 7 9 10 5 8 4 2 and A = 10 … Z = 35 the check is 11 − sum modulo 11, where 10 is
written X and 11 is written 0.

>>> check("MA000000-7")  # M 22×3 + A 10×7 = 136 = 12×11 + 4; 11 − 4 = 7
'MA0000007'
>>> check("MA0000008")
<Flaw.CHECKSUM: 'checksum'>
>>> check("00000000-0")
<Flaw.PLACEHOLDER: 'placeholder'>
"""

import re
from operator import mul
from typing import Final

from streams.accept.identifiers.flaw import Flaw, masked, repeated, written

WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)

_FORM: Final = re.compile(r"[0-9A-Z]{8}[0-9X]", re.ASCII)
_VALUES: Final = bytes(
    code - 48 if 48 <= code <= 57 else code - 55 if 65 <= code <= 90 else 0 for code in range(256)
)


def check(text: str) -> str | Flaw:
    """The code as nine characters, or why it is none."""
    code = written(text).replace("-", "")
    if _FORM.fullmatch(code) is None:
        if masked(code):
            return Flaw.MASKED
        return Flaw.CHARSET if len(code) == 9 else Flaw.LENGTH
    if repeated(code[:8]):
        return Flaw.PLACEHOLDER
    return code if check_character(code[:8]) == code[8] else Flaw.CHECKSUM


def check_character(body: str) -> str:
    """The ninth character for eight digits or capital letters."""
    remainder = sum(map(mul, body.encode("ascii").translate(_VALUES), WEIGHTS)) % 11
    return "0X987654321"[remainder]
