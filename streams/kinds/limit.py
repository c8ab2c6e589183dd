"""What may stand in a text field, and how long it may be, in characters."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Writing(Enum):
    """How a text is written, which settles what is only spelling in it."""

    NAME = "name"  #: 姓名、名称: one line; the dots of minority names are one dot
    LINE = "line"  #: one line, kept as written
    PROSE = "prose"  #: 正文: line breaks and tabs become spaces
    CODE = "code"  #: 代码: full width is folded, and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How a field is written and its greatest length, in characters."""

    writing: Writing
    longest: int


#: Of a field for which nothing else is said.
DEFAULT: Final = Limit(writing=Writing.LINE, longest=200)

NAME: Final = Limit(writing=Writing.NAME, longest=200)
NUMBER: Final = Limit(writing=Writing.LINE, longest=128)
CODE: Final = Limit(writing=Writing.CODE, longest=64)
PROSE: Final = Limit(writing=Writing.PROSE, longest=4_000)
