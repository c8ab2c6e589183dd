"""Everybody, so many at a time that what hangs together with them fits into memory."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from uuid import UUID

from monitoring.verify.database import DatabaseMoment
from monitoring.verify.reading import Wanted

#: Subjects, or records about nobody, whose messages are held at a time.
AT_A_TIME: Final = 500


def portions(moment: DatabaseMoment, drawn: list[UUID] | None) -> Iterator[Wanted]:
    """Those drawn, or everybody, in the order of their keys; then what is about nobody."""
    if drawn is not None:
        among = frozenset(drawn)
        for subjects in _portions(sorted(drawn)):
            yield Wanted(subjects, (), among)
        return
    for subjects in _portions(subject for (subject,) in moment.stream("subjects")):
        yield Wanted(subjects, ())
    for records in _portions(record for (record,) in moment.stream("about_nobody")):
        yield Wanted((), records)


def _portions(keys: Iterable[UUID]) -> Iterator[frozenset[UUID]]:
    left = iter(keys)
    while some := frozenset(islice(left, AT_A_TIME)):
        yield some
