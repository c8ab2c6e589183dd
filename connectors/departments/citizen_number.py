"""公民身份号码 (GB 11643) inside a text: the same rule as the hub's, which refuses it (E1302)."""

import re
import unicodedata
from datetime import date
from typing import Final

#: As at the hub: an earlier year is a number of another sort.
_EARLIEST_YEAR: Final = 1850
_NUMBER: Final = re.compile(r"(?=([0-9]{17}[0-9X]))", re.ASCII)


def inside(text: str) -> bool:
    """
    Whether eighteen characters of a text are a sound number, in whatever width and with any spaces.

    Its check character (ISO 7064 MOD 11-2) and its birth date are looked at, its region is not.

    >>> inside("CF-999999199001010016"), inside("CF-999999199002300015"), inside("CF-17")
    (True, False, False)
    """
    bare = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    return any(_sound(number) for number in _NUMBER.findall(bare))


def _sound(number: str) -> bool:
    if "0123456789X"[(1 - 2 * int(number[:17], 13)) % 11] != number[17]:
        return False
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if year < _EARLIEST_YEAR:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
