"""
统一社会信用代码, GB 32100-2015: alphabet, form, check character, and codes that stand for none.

Eighteen characters from digits and capital letters without I, O, S, V, Z:

* 1: registering office (9 市场监管, 1 机构编制, 5 民政, A, N 农业农村, Y 其他 …),
* 2: class of body (with 9: 1 enterprise, 2 individual business 个体工商户),
* 3–8: region, GB/T 2260,
* 9–17: organisation code, GB 11714,
* 18: check character, so that the sum of value × 3^(place − 1) over all places is 0 modulo 31.
"""

import re
from operator import mul
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

_FORM: Final = re.compile(f"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{10}}", re.ASCII)
_VALUES: Final = bytes(max(ALPHABET.find(chr(code)), 0) for code in range(256))


def has_form(code: str) -> bool:
    """Whether every place has a character that may stand there."""
    return _FORM.fullmatch(code) is not None


def is_placeholder(code: str) -> bool:
    """
    Whether a code of the form stands for none: one character over and over before the last.

    >>> is_placeholder("000000000000000000"), is_placeholder("91999900MA0000007U")
    (True, False)
    """
    return code.count(code[0], 0, 17) == 17


def check_character(body: str) -> str:
    """
    The eighteenth character for seventeen that are in the alphabet.

    >>> check_character("N1999900MA0000007")  # codes led by a letter are computed alike
    'E'
    """
    return ALPHABET[-sum(map(mul, body.encode("ascii").translate(_VALUES), WEIGHTS)) % 31]


def is_uscc(code: str) -> bool:
    """Whether `code`, as it is written, is somebody's as far as the standard can tell."""
    return has_form(code) and not is_placeholder(code) and check_character(code[:17]) == code[17]
