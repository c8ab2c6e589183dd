"""
Which rows of a file are about one decision, and the number each has if the hub knows none of them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from connectors.departments.message import EVENTS
from connectors.departments.record_no import DocumentKey, number_among, number_of
from connectors.departments.row import Reading, Row
from connectors.departments.state import RecordAsked
from schemas.codec import Record, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """
    A row with the number it would have. `base` is that of the decision; `several`: the file has
    more than one row about it.
    """

    row: Row
    record_no: str
    base: str
    several: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """
    A file's rows, those that speak being numbered.

    `superseded`: a later row of the feed replaces it. `repeated`: an earlier row says the same.
    `contradicting`: another row says something else about the same subject and decision.
    """

    numbered: tuple[Numbered, ...]
    superseded: tuple[Row, ...]
    repeated: tuple[Row, ...]
    contradicting: tuple[Row, ...]


def sort_rows(reading: Reading, key: bytes) -> Sorted:
    """Number a file's rows; `key` is the department's own."""
    speaking: dict[tuple[DocumentKey, str], Row] = {}
    superseded: list[Row] = []
    repeated: list[Row] = []
    contradicting: dict[tuple[DocumentKey, str], list[Row]] = {}
    for row in reading.rows:
        about = (row.document, row.subject_code)
        earlier = speaking.get(about)
        if earlier is None:
            speaking[about] = row
        elif _says(earlier) == _says(row):
            repeated.append(row)
        elif reading.head.feed:
            superseded.append(earlier)
            speaking[about] = row
        else:
            contradicting.setdefault(about, [earlier]).append(row)
    subjects = Counter(document for document, _ in speaking)
    subjects.update(refused.document for refused in reading.refused if refused.document)
    return Sorted(
        numbered=tuple(
            _numbered(row, reading.head.layout, subjects[row.document] > 1, key)
            for about, row in speaking.items()
            if about not in contradicting
        ),
        superseded=tuple(superseded),
        repeated=tuple(repeated),
        contradicting=tuple(row for rows in contradicting.values() for row in rows),
    )


def questions(numbered: Iterable[Numbered]) -> tuple[RecordAsked, ...]:
    """What to ask the hub about these rows, in their order."""
    return tuple(
        RecordAsked.model_construct(
            payload=encode(f"{EVENTS}.{one.row.kind}", version_of(one.row, one.record_no))
        )
        for one in numbered
    )


def version_of(row: Row, record_no: str, version: int = 1, action: str = "ASSERT") -> Record:
    """The complete record of a row under a number."""
    return {
        **row.record,
        "event_id": f"{record_no}/{version}",
        "record_no": record_no,
        "version": version,
        "action": action,
    }


def _numbered(row: Row, layout: str, several: bool, key: bytes) -> Numbered:
    base = number_of(layout, row.document, key)
    several = several or row.beside_others
    own = number_among(layout, row.document, row.subject_code, key) if several else base
    return Numbered(row=row, record_no=row.numbered or own, base=base, several=several)


def _says(row: Row) -> tuple[object, ...]:
    about = (row.kind, row.document, row.subject_code)
    return (*about, row.standing, row.ended_on, row.reason, row.record)
