"""
Text as it is stored: NFC, one line, without a character nobody can see (E1106).

Names and numbers keep their form; no name is compared, for a code says who somebody is.
"""

import re
import unicodedata
from typing import Final

from streams.kinds.limit import Limit, Writing

#: Dots that keyboards give for the one of minority names (U+00B7): • ‧ ・ ･ ∙ ⋅
_DOT_SIGNS: Final = "\u2022\u2027\u30fb\uff65\u2219\u22c5"
_DOTS: Final = str.maketrans(dict.fromkeys(_DOT_SIGNS, "\u00b7"))
_SOME_DOT_SIGN: Final = re.compile(f"[{_DOT_SIGNS}]")
#: Line breaks and tabs, with the two of Unicode's own.
_BREAKS: Final = str.maketrans(dict.fromkeys("\t\n\r\u2028\u2029", " "))
#: 全角: the full-width forms of ASCII (U+FF01 to U+FF5E) and every space there is. No other digit
#: or letter is a spelling of these.
_WIDE: Final = str.maketrans(
    {0xFEE0 + code: code for code in range(0x21, 0x7F)}
    | dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
)
#: Stands where a decoder had to give up: the sender has lost a character.
_REPLACEMENT: Final = "\ufffd"
#: Asked for with every text: a name is found sooner than a member of its class.
_CODE: Final = Writing.CODE
_NAME: Final = Writing.NAME
#: Control, format (zero width, direction), surrogate, line and paragraph separator.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str, limit: Limit) -> str | None:
    """
    The text as it is stored, or None if it is too long or has a control or format character.

    >>> from streams.kinds.limit import DEFAULT
    >>> clean("  常州某公司　", DEFAULT)
    '常州某公司'
    >>> clean("常州\\x00某公司", DEFAULT) is None
    True
    """
    # Nearly every text passes here: what is printable has no break and no space but the plain one.
    if text.isprintable() and (text.isascii() or is_normal(text, limit)):
        text = text.strip()
        return text if len(text) <= limit.longest else None
    # Normalising long runs of combining marks is quadratic; none shortens a text by more than this.
    if len(text) > 4 * limit.longest:
        return None
    text = unicodedata.normalize("NFC", text)
    if limit.writing is Writing.CODE:
        text = narrow(text)
    elif limit.writing is Writing.PROSE:
        text = text.translate(_BREAKS)
    elif limit.writing is Writing.NAME:
        text = text.translate(_DOTS)
    text = text.strip(" \u3000")
    if len(text) > limit.longest or not _seen(text):
        return None
    return text


def is_normal(text: str, limit: Limit) -> bool:
    """Whether a printable text beyond ASCII is spelt as it is stored, but for spaces around it."""
    writing = limit.writing
    if writing is _CODE or _REPLACEMENT in text:
        return False
    if writing is _NAME and _SOME_DOT_SIGN.search(text):
        return False
    return unicodedata.is_normalized("NFC", text)


def narrow(code: str) -> str:
    """
    A code with its full-width characters as those of ASCII that they stand for, and no others.

    >>> narrow("３２０４００"), narrow("①²٣")
    ('320400', '①²٣')
    """
    return unicodedata.normalize("NFC", code.translate(_WIDE))


def _seen(text: str) -> bool:
    if _REPLACEMENT in text:
        return False
    if text.isprintable():
        return True
    return all(unicodedata.category(character) not in _UNSEEN for character in text)
