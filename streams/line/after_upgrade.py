"""
After an upgrade: orders, repairs and marks that were stored while numbers were compared as written
find the orders that they are about (R6).

What a release in other brackets did not release is lifted, a continuation that waited counts, and
whoever was told otherwise hears of it.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from streams.accept.outcome import Outcome
from streams.line.changes import Changes, Days, Done
from streams.line.decide import Rulebook, issued_again, view_of
from streams.line.entry import Entry
from streams.line.judgements import judge_subjects
from streams.line.store import Snapshot
from streams.line.told_again import tell_again
from streams.merge.record import Record, Version, fold
from streams.pool.view import View
from streams.settle.affected import affected
from streams.settle.flags import flags
from streams.settle.record_outcome import RecordOutcomes


def find_originals(entry: Entry, snapshot: Snapshot, book: Rulebook) -> Changes:
    """Judge and tell again all that the snapshot holds of what numbers of orders connect."""
    after = view_of(snapshot, book, entry.day)
    before = View(_as_written(snapshot), book.catalogue, entry.day, snapshot.merged)
    numbered = {
        record.key
        for record in after.records.values()
        if record.own_number is not None or record.about_number is not None
    }
    touched = affected(numbered, before, after)
    named = frozenset(subject for record in touched.values() for subject in record.named_ever)
    then, now = RecordOutcomes(before, book.rows), RecordOutcomes(after, book.rows)
    judged = judge_subjects(named, then, now, snapshot.decided)
    again = tell_again(entry.number, touched, then, now, snapshot)
    waiting = {key for key, r in touched.items() if now.of(r).outcome is Outcome.PARKED}
    tasks = tuple(flags((), touched.values(), before, after, book.rows))
    return Changes(
        entry=entry,
        issued=issued_again(judged, again, tasks),
        days=Days(
            agenda=judged.agenda,
            next_changes=again.next_changes,
            waiting={key: entry.day for key in waiting if key not in snapshot.waiting},
            no_longer_waiting=frozenset(
                key for key in touched if key in snapshot.waiting and key not in waiting
            ),
        ),
        act=Done(),
    )


def _as_written(snapshot: Snapshot) -> Mapping[UUID, Record]:
    """The records as they were before: every number is compared as it is written."""
    return {
        key: fold(_written(version) for version in versions)
        for key, versions in snapshot.versions.items()
    }


def _written(version: Version) -> Version:
    own = None if version.own_number is None else version.record
    about = None if version.about_number is None else version.target
    return replace(version, own_number=own, about_number=about)
