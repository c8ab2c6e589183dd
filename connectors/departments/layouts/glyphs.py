"""
Characters of GB18030 that had no place in Unicode when the codec was made.

Python follows the table of GB 18030-2000/2005, which sent them to the private use area; Unicode has
them all since version 5.2, and GB 18030-2022 names those places. Any other private character means
something on one machine only, and is refused by the layouts.
"""

import re
from typing import Final

_VERTICAL: Final = dict(
    zip(
        range(0xE78D, 0xE797),
        (0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19),
        strict=True,
    )
)
_IDEOGRAPHS: Final = {
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE832: 0x9FB8,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE864: 0x9FBB,
    # Beyond the basic plane
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE831: 0x215D7,
    0xE83B: 0x2298F,
    0xE855: 0x241FE,
}
_STANDARD: Final = {**_VERTICAL, **_IDEOGRAPHS}
_OLD: Final = re.compile(f"[{''.join(map(chr, _STANDARD))}]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def standard(text: str) -> str:
    """
    The text with these characters in their standard places; others stay as they are.

    >>> standard(b"\\xfe\\x59".decode("gb18030")) == "\\u9fb4"
    True
    """
    return text.translate(_STANDARD) if _OLD.search(text) else text


def private(text: str) -> bool:
    """Whether a text has a character of a private use area."""
    return not text.isascii() and _PRIVATE.search(text) is not None
