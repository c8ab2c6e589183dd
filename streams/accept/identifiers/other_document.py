"""
其他证件: documents of a person whose numbers have no check character anyone publishes.

The type is what `id_type` says, never what the digits look like (the number of a residence permit
has the form of a citizen number and is none). Known types are brought to one name each, from the
codes of the national layouts (01 to 05) and the Chinese terms; any other stays as written.

>>> document_type("01"), document_type("居民身份证"), document_type("passport")
('ID_CARD', 'ID_CARD', 'PASSPORT')
>>> check("ｅ1234 5678")
'E12345678'
>>> check("E12****78")
<Flaw.MASKED: 'masked'>
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from streams.accept.identifiers.flaw import Flaw, masked, repeated, told, written

#: The one type with a check of its own, `citizen_id.py`.
ID_CARD: Final = "ID_CARD"

LONGEST: Final = 32

_NAMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        ID_CARD: ("01", "身份证", "居民身份证", "公民身份证"),
        "PASSPORT": ("02", "护照"),
        "HK_MACAO_PERMIT": ("03", "港澳通行证", "港澳居民来往内地通行证"),
        "TAIWAN_PERMIT": ("04", "台湾通行证", "台湾居民来往大陆通行证"),
        "PERMANENT_RESIDENCE": ("05", "外国人永久居留身份证", "外国人永久居留证"),
    }
)
_TYPES: Final = MappingProxyType(
    {word: name for name, words in _NAMES.items() for word in (name, *words)}
)


def document_type(text: str) -> str:
    """The one name of a document type; an unknown one as written, "" where none is given."""
    name = _TYPES.get(text)
    if name is not None:
        return name
    word = written(text)
    return _TYPES.get(word, word)


def check(text: str) -> str | Flaw:
    """The number without its check, or why it cannot be one."""
    number = written(text)
    if masked(number):
        return Flaw.MASKED
    if not told(number):
        return Flaw.CHARSET
    if not 3 <= len(number) <= LONGEST:
        return Flaw.LENGTH
    return Flaw.PLACEHOLDER if repeated(number) else number
