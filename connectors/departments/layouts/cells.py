"""The cells of one row by their column; what is wrong in one is told with its name."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from connectors.departments.layouts import cell
from connectors.departments.layouts.cell import Unusable

Value = TypeVar("Value")


class BadCell(Unusable):
    """What is wrong, and in which column."""

    def __init__(self, column: str, code: str, hint: str) -> None:
        super().__init__(code, hint)
        self.column = column


class Cells:
    """One row; every reading raises `BadCell` when the cell does not allow it."""

    def __init__(self, by_column: Mapping[str, str]) -> None:
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
        """What a reading makes of the cell."""
        try:
            return reading(self._by_column.get(column, ""))
        except Unusable as wrong:
            raise BadCell(column, wrong.code, wrong.hint) from wrong
