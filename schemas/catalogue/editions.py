"""Rows of the catalogue and their editions, by time (R8)."""

from collections.abc import Iterable
from datetime import date

from schemas.catalogue.model import MeasureRow, Row


def in_force(row: Row, day: date) -> bool:
    """Whether a row of the catalogue, or this edition of it, is in force on `day`."""
    return row.valid_from <= day and (row.valid_until is None or day <= row.valid_until)


def by_row(rows: Iterable[MeasureRow]) -> dict[tuple[str, str], tuple[MeasureRow, ...]]:
    """The editions of each row (measure, trigger), the earliest first."""
    grouped: dict[tuple[str, str], list[MeasureRow]] = {}
    for row in sorted(rows, key=lambda row: (row.row, row.valid_from, row.list_version)):
        grouped.setdefault(row.row, []).append(row)
    return {key: tuple(editions) for key, editions in grouped.items()}
