"""The cells of one row by their column; what is wrong in one is told with its name."""

from collections.abc import Callable, Collection, Mapping
from typing import Final, TypeVar

from connectors.departments.layouts import cell
from connectors.departments.layouts.cell import LONGEST_TEXT, Unusable

Value = TypeVar("Value")

#: In UTF-8. With what a record says beyond its cells, the message stays within the hub's limit.
LONGEST_ROW_BYTES: Final = 60_000
#: Of one character.
_MOST_BYTES: Final = 4


class BadCell(Unusable):
    """What is wrong, and in which column."""

    def __init__(self, column: str, code: str, hint: str) -> None:
        super().__init__(code, hint)
        self.column = column


def _beyond(texts: Collection[str]) -> bool:
    """Whether texts together are longer than `LONGEST_ROW_BYTES`; nearly always seen at once."""
    if _MOST_BYTES * sum(map(len, texts)) <= LONGEST_ROW_BYTES:
        return False
    size = sum(len(written.encode("utf-8", "replace")) for written in texts)
    return size > LONGEST_ROW_BYTES


class Cells:
    """
    One row; every reading raises `BadCell` when the cell does not allow it.

    So does the row itself when its cells together are too long for any message.
    """

    def __init__(self, by_column: Mapping[str, str]) -> None:
        if _beyond(by_column.values()):
            longest = max(by_column, key=lambda column: len(by_column[column]))
            hint = f"The row is longer than {LONGEST_ROW_BYTES} bytes. Shorten its texts."
            raise BadCell(longest, "E1506", hint)
        self._by_column = by_column

    def text(self, column: str) -> str:
        """The cell's text, "" when it is blank or the file has no such column."""
        return self.read(column, cell.text)

    def needed(self, column: str, code: str = "E1101") -> str:
        """The cell's text, which must not be blank."""
        found = self.text(column)
        if not found:
            raise BadCell(column, code, f"{column} is blank. Fill it in.")
        return found

    def one_of(self, column: str, words: Mapping[str, Value]) -> Value:
        """What the cell's word means; it must be one of those known."""
        word = self.needed(column)
        if word not in words:
            known = ", ".join(words)
            raise BadCell(column, "E1102", f"{column} must be one of: {known}.")
        return words[word]

    def read(self, column: str, reading: Callable[[str], Value]) -> Value:
        """What a reading makes of the cell; it is not even looked at when it is too long."""
        written = self._by_column.get(column, "").strip()
        # To normalise a run of marks takes the square of its length.
        if len(written) > LONGEST_TEXT:
            hint = f"The text is longer than {LONGEST_TEXT} characters. Shorten it."
            raise BadCell(column, "E1106", hint)
        try:
            return reading(written)
        except Unusable as wrong:
            raise BadCell(column, wrong.code, wrong.hint) from wrong
