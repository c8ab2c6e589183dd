"""The journal's entries, 24 bytes each, so that ten million of them fit."""

from array import array
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, overload

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class JournalEntry(NamedTuple):
    """One entry of the journal."""

    number: int
    day: date
    judged_at: datetime


class Journal(Sequence[JournalEntry]):
    """Every entry in its order."""

    def __init__(self, entries: Iterable[JournalEntry]) -> None:
        self._numbers = array("q")
        self._days = array("q")
        self._judged = array("q")
        for number, day, judged_at in entries:
            self._numbers.append(number)
            self._days.append(day.toordinal())
            self._judged.append((judged_at - _EPOCH) // _MICROSECOND)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> JournalEntry: ...

    @overload
    def __getitem__(self, place: slice) -> "Journal": ...

    def __getitem__(self, place: int | slice) -> "JournalEntry | Journal":
        if isinstance(place, slice):
            return Journal(self[one] for one in range(*place.indices(len(self))))
        return JournalEntry(
            self._numbers[place],
            date.fromordinal(self._days[place]),
            _EPOCH + self._judged[place] * _MICROSECOND,
        )
