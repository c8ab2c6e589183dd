"""What can be wrong with a code, and the written form that all checks start from."""

import re
import unicodedata
from enum import Enum
from string import ascii_lowercase, ascii_uppercase
from typing import Final

from streams.accept.text import narrow


class Flaw(Enum):
    """Why a code is not one."""

    LENGTH = "length"  #: 长度不符
    CHARSET = "charset"  #: 含非法字符
    CHECKSUM = "checksum"  #: 校验码错误
    PLACEHOLDER = "placeholder"  #: 占位码 (stands for "none", never for somebody)
    MASKED = "masked"  #: 已脱敏 (part of it was hidden before it was sent)
    DATE = "date"  #: 出生日期无效


#: Signs a number is hidden with. X is none: it is a check character and a letter of codes.
_MASK: Final = re.compile(r"[*#?×●○•·]")

_TOLD: Final = re.compile(r"[!-~\u3400-\u4dbf\u4e00-\u9fff]*")
#: Of ASCII alone: elsewhere upper case may be another letter, or two.
_UPPER: Final = str.maketrans(ascii_lowercase, ascii_uppercase)


def written(text: str) -> str:
    """
    The code with full-width characters folded, without spaces, in upper case.

    What is no ASCII after that is no code's spelling, and the check of the code says so: digits of
    other scripts, in circles or raised are none, and no letter becomes another one.

    >>> written(" ９１９９９９００ma0000007u ")
    '91999900MA0000007U'
    >>> written("①²٣ßﬁ")
    '①²٣ßﬁ'
    """
    if text.isascii():
        return text.upper() if text.isalnum() else text.replace(" ", "").upper()
    bare = narrow(text).replace(" ", "").translate(_UPPER)
    # Without a space between them, and in upper case, characters may compose anew.
    return unicodedata.normalize("NFC", bare)


def told(code: str) -> bool:
    """
    Whether a written code that no standard gives a form is one: ASCII, and Chinese characters.

    >>> told("E12345678"), told("南字第01234567号"), told("E1234567⑧")
    (True, True, False)
    """
    return _TOLD.fullmatch(code) is not None


def masked(code: str) -> bool:
    """
    Whether part of a written code is hidden.

    >>> masked("9999991990****0016"), masked("99999919900101001X")
    (True, False)
    """
    return _MASK.search(code) is not None


def repeated(body: str) -> bool:
    """
    Whether a code repeats one character only, as codes that mean "none" do.

    >>> repeated("00000000000000000"), repeated("91999900MA0000007")
    (True, False)
    """
    return body.count(body[0]) == len(body)
