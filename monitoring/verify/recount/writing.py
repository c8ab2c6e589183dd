"""One form for texts and codes that are written in several ways."""

import re
import unicodedata
from datetime import date
from typing import Final

_BRACKETS: Final = str.maketrans("〔［【〈《｛({〕］】〉》｝)}", "[[[[[[[[]]]]]]]]")
_WIDE: Final = re.compile("[！-～]")
_SPACE: Final = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_BREAK: Final = re.compile(r"[\t\n\r\u2028\u2029]")
_DOTS: Final = re.compile("[\u2022\u2027\u30fb\uff65\u2219\u22c5]")
_LETTER: Final = re.compile("[a-z]")
_CITIZEN_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_DOCUMENT_TYPES: Final = {
    "01": "ID_CARD",
    "身份证": "ID_CARD",
    "居民身份证": "ID_CARD",
    "公民身份证": "ID_CARD",
    "02": "PASSPORT",
    "护照": "PASSPORT",
    "03": "HK_MACAO_PERMIT",
    "港澳通行证": "HK_MACAO_PERMIT",
    "港澳居民来往内地通行证": "HK_MACAO_PERMIT",
    "04": "TAIWAN_PERMIT",
    "台湾通行证": "TAIWAN_PERMIT",
    "台湾居民来往大陆通行证": "TAIWAN_PERMIT",
    "05": "PERMANENT_RESIDENCE",
    "外国人永久居留身份证": "PERMANENT_RESIDENCE",
    "外国人永久居留证": "PERMANENT_RESIDENCE",
}
ID_CARD: Final = "ID_CARD"


def text(written: str) -> str:
    """A line of text: composed characters, no space around it."""
    return unicodedata.normalize("NFC", written).strip(" \u3000")


def name(written: str) -> str:
    """A name, in which all dots of minority names are one."""
    return text(_DOTS.sub("\u00b7", written))


def prose(written: str) -> str:
    """A text whose line breaks and tabs are spaces."""
    return text(_BREAK.sub(" ", written))


def code(written: str) -> str:
    """A code: full width folded, no space around it."""
    return unicodedata.normalize("NFC", _SPACE.sub(" ", _WIDE.sub(_narrow, written))).strip()


def identifier(written: str) -> str:
    """A code that identifies: full width folded, no spaces, upper case where it is ASCII."""
    bare = _LETTER.sub(lambda found: found[0].upper(), code(written).replace(" ", ""))
    return unicodedata.normalize("NFC", bare)


def _narrow(wide: re.Match[str]) -> str:
    return chr(ord(wide[0]) - ord("！") + ord("!"))


def number(written: str) -> str:
    """A document or case number as it is compared: width, brackets, spaces, case do not count."""
    folded = unicodedata.normalize("NFKC", written).translate(_BRACKETS)
    return re.sub(r"\s+", "", folded).upper()


def document_type(written: str) -> str:
    """The one name of a type of identity document; it is never told from the digits."""
    word = identifier(written)
    return _DOCUMENT_TYPES.get(word, word)


def citizen_number(written: str) -> str:
    """A citizen number of eighteen places; fifteen get their century and check character."""
    given = identifier(written)
    if len(given) != 15:
        return given
    century = "18" if given[12:] >= "996" else "19"
    body = given[:6] + century + given[6:]
    total = sum(int(c) * w for c, w in zip(body, _CITIZEN_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def born_of(citizen: str) -> date:
    """The birth date in a citizen number of eighteen places."""
    digits = citizen[6:14]
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
