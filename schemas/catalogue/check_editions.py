"""How the editions of one row stand to each other in time (R8)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from schemas.catalogue.editions import by_row
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import MeasureRow

_FILE = "measures.toml"
#: An edition that ends unfollowed alarms this many days before (R8).
NOTICE_DAYS: Final = 30
_ONE_DAY = timedelta(days=1)


def overlaps(rows: Iterable[MeasureRow]) -> Iterator[Hole]:
    """A hole for each pair of neighbouring editions of a row that share a day."""
    for editions in by_row(rows).values():
        for earlier, later in pairwise(editions):
            if earlier.valid_until is None or later.valid_from <= earlier.valid_until:
                reason = f"valid_from: overlaps edition {earlier.list_version}"
                yield Hole(file=_FILE, row=_name(later), reason=reason)


def named_alike(rows: Iterable[MeasureRow]) -> Iterator[Hole]:
    """A hole for each edition of a row with the list version of another: loads tell them by it."""
    for editions in by_row(rows).values():
        seen: set[str] = set()
        for edition in editions:
            # As a reader sees it: full width and blanks do not make two names of one.
            name = "".join(normalize("NFKC", edition.list_version).split())
            if name in seen:
                reason = "list_version: another edition of this row has the same"
                yield Hole(file=_FILE, row=_name(edition), reason=reason)
            seen.add(name)


def gaps(rows: Iterable[MeasureRow]) -> Iterator[Hole]:
    """A warning for each day-long or longer gap between two editions of a row."""
    for editions in by_row(rows).values():
        for earlier, later in pairwise(editions):
            ended = earlier.valid_until
            if ended is not None and later.valid_from > ended + _ONE_DAY:
                reason = (
                    f"valid_from: no edition from {ended + _ONE_DAY} to "
                    f"{later.valid_from - _ONE_DAY}; its measures are lifted in between"
                )
                yield Hole(file=_FILE, row=_name(later), reason=reason, warning=True)


def ending(rows: Iterable[MeasureRow], day: date) -> Iterator[Hole]:
    """A warning for each row whose last edition ended before `day`, or ends within 30 days."""
    kept = tuple(rows)
    for last, ends in unfollowed(kept, day):
        if (ends - day).days <= NOTICE_DAYS:
            reason = f"valid_until: ends on {ends} and no edition follows"
            yield Hole(file=_FILE, row=_name(last), reason=reason, warning=True)
    for editions in by_row(kept).values():
        if (over := editions[-1].valid_until) is not None and over < day:
            reason = (
                f"valid_until: over since {over}, so all that stood on the row is lifted; "
                "switch the row off if that is meant"
            )
            yield Hole(file=_FILE, row=_name(editions[-1]), reason=reason, warning=True)


def twice_at_a_partner(rows: Iterable[MeasureRow]) -> Iterator[Hole]:
    """A warning for each row whose trigger grounds another measure at the same partner too."""
    first: dict[tuple[str, str], MeasureRow] = {}
    for editions in by_row(rows).values():
        row = editions[-1]
        other = first.setdefault((row.trigger, row.partner), row)
        if other.measure != row.measure:
            reason = (
                f"trigger: {other.measure} follows from it at {row.partner} too; are both meant?"
            )
            yield Hole(file=_FILE, row=" ".join(row.row), reason=reason, warning=True)


def unfollowed(rows: Iterable[MeasureRow], day: date) -> Iterator[tuple[MeasureRow, date]]:
    """The last edition of each row that has an end, and its last day, if not before `day`."""
    for editions in by_row(rows).values():
        last = editions[-1]
        if last.valid_until is not None and day <= last.valid_until:
            yield last, last.valid_until


def _name(row: MeasureRow) -> str:
    return f"{' '.join(row.row)} {row.list_version}"
