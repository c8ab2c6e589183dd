"""What stands in a cell: amounts in 万元, days in several spellings, text that can be kept."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from connectors.departments.layouts.glyphs import private

#: The hub keeps no longer text in any field.
LONGEST_TEXT: Final = 4_000

#: 1 万元 = 10,000 yuan = 1,000,000 fen.
FEN_PER_10_000_YUAN: Final = 1_000_000

_AMOUNT: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,18})?", re.ASCII)
_DAYS: Final = (
    re.compile(
        r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T][0-9:.]+(?:Z|[+-][0-9:]+)?)?", re.ASCII
    ),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})(?: [0-9:.]+)?", re.ASCII),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})", re.ASCII),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日", re.ASCII),
)
#: Full-width digits and signs stand for those of ASCII; no other digit does.
_WIDE: Final = str.maketrans({0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: " "})
#: Days that layouts write for "without end".
_OPEN: Final = (date(2099, 12, 31), date(9999, 12, 31))


class Unusable(Exception):
    """What stands in a cell cannot be taken; `code` is one of the hub's, `hint` says what to do."""

    def __init__(self, code: str, hint: str) -> None:
        super().__init__(hint)
        self.code = code
        self.hint = hint


def text(cell: str) -> str:
    """The cell without outer spaces. Raises E1106 for what nobody can see, or nobody else."""
    cell = cell.strip().strip("\u3000\ufeff")
    if "\0" in cell or "\ufffd" in cell:
        raise Unusable("E1106", "A character was lost (NUL or replacement). Type the text again.")
    if private(cell):
        raise Unusable(
            "E1106",
            "A character is of this computer's own making (private use). Replace it by the "
            "standard character.",
        )
    return cell


def fen(cell: str) -> int | None:
    """
    An amount in 万元 as fen, exactly; None for a blank cell. Raises E1107.

    >>> fen("0.2"), fen("１.５"), fen("0.000001"), fen("")
    (200000, 1500000, 1, None)
    """
    written = cell.translate(_WIDE).strip()
    if not written:
        return None
    if _AMOUNT.fullmatch(written) is None:
        raise Unusable(
            "E1107", "Write the amount in 万元 as digits and one point, without unit or sign."
        )
    amount = Decimal(written) * FEN_PER_10_000_YUAN
    if amount != amount.to_integral_value():
        raise Unusable("E1107", "The amount is not a whole number of fen: six decimals at most.")
    return int(amount)


def day(cell: str) -> date | None:
    """
    A day in one of the spellings in use; None for a blank cell. Raises E1104.

    >>> day("2026-06-01") == day("2026/6/1") == day("20260601") == day("2026年06月01日")
    True
    """
    written = cell.translate(_WIDE).strip()
    if not written:
        return None
    for form in _DAYS:
        if found := form.fullmatch(written):
            year, month, number = map(int, found.groups())
            try:
                return date(year, month, number)
            except ValueError:
                break
    raise Unusable("E1104", "Write the day as 2026-06-01; it must be one of the calendar.")


def last_day(cell: str) -> date | None:
    """A last day; None when the cell is blank or has a day that stands for "without end"."""
    found = day(cell)
    return None if found in _OPEN else found
