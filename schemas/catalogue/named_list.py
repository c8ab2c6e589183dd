"""A named list (名单) that an entry may put somebody on, as a row of `lists.toml` (R21)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ListColour(StrEnum):
    """Which way a list points (plan 三（二）1, 3, 4)."""

    BLACK = "BLACK"  #: 黑名单
    RED = "RED"  #: 红名单
    WATCH = "WATCH"  #: 重点关注名单


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCode:
    """
    One named list that an entry may name, with the authorities' basis for it.

    `colour`: that of its entries, None = any. `usual_months`, `longest_months`: how long an entry
    stands by the list's own rules, None = not known. `exit`: how one gets off, in Chinese.
    `prior_notice_since`: who is listed by a decision of this day or later must have been told
    before, None = nobody asks (R7). `grounds`: whether measures may follow from it; where not,
    `why`. `shown`: whether its entries are published.
    """

    code: str
    name: str
    basis: str
    source: str = ""
    colour: ListColour | None = None
    usual_months: int | None = None
    longest_months: int | None = None
    exit: str = ""
    prior_notice_since: date | None = None
    grounds: bool = True
    why: str = ""
    shown: bool = True
    valid_from: date = date.min
    valid_until: date | None = None
