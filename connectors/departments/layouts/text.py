"""
From a file's bytes to its text: UTF-8 with or without BOM, else GB18030, and nothing by guess.

Chinese offices label as "GBK" what Windows saves, and that is GB18030. Both readings are strict; a
file that is nearly UTF-8 is a damaged one and not GB18030, although its bytes might pass.
"""

import codecs
from typing import Final

from connectors.departments.layouts.glyphs import standard
from connectors.departments.row import BrokenFile

LARGEST_BYTES: Final = 256 * 1024 * 1024

_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def text_of(content: bytes) -> str | BrokenFile:
    """The text of a file, its private characters replaced, or why it is not to be read."""
    if len(content) > LARGEST_BYTES:
        return BrokenFile(
            code="F1006", line=1, why=f"the file is larger than {LARGEST_BYTES} bytes; split it"
        )
    if content.startswith(_WIDE) or content[1:2] == b"\0":
        return BrokenFile(code="F1001", line=1, why="the file is UTF-16; save it as UTF-8")
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return standard(content.decode("utf-8"))
    except UnicodeDecodeError as wrong:
        place = wrong.start
    if not _nearly_utf8(content):
        try:
            return standard(content.decode("gb18030"))
        except UnicodeDecodeError as wrong:
            place = max(place, wrong.start)
    return BrokenFile(
        code="F1001",
        line=content.count(b"\n", 0, place) + 1,
        why="the bytes are neither UTF-8 nor GB18030; save the file as UTF-8 again",
    )


def _nearly_utf8(content: bytes) -> bool:
    """Whether characters of several bytes outnumber the bytes that are none."""
    text = content.decode("utf-8", "surrogateescape")
    strange = sum("\udc80" <= sign <= "\udcff" for sign in text)
    return sum(sign > "\u07ff" for sign in text) - strange > strange
