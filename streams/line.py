"""
The whole line as one pure function: an entry and what the store knows of it → what changes.

Nothing here reads a clock, a socket or a table. The same journal gives the same changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.accept.outcome import Outcome, Quarantined
from streams.entry import Arrived, Batch, Entry
from streams.intake import Intake, receipt_for, take_in
from streams.judging import Judged, judge_subjects
from streams.merge.record import Record, fold
from streams.pool.change import pool_changes
from streams.pool.view import View
from streams.rule.editions import Row, rows_by_trigger
from streams.store import Changes, Need, Snapshot
from streams.track.affected import affected
from streams.track.answer import AnswerArrived
from streams.track.answers import take_answers
from streams.track.flags import flags, waits_long
from streams.track.order_results import answered_orders, late_orders
from streams.track.present import Presents
from streams.track.receipt import Receipt
from streams.track.settle import Settled, settle_earlier, settle_new, waiting_versions

#: How long a message may wait for its original before its department and an officer are told (D8).
PARKED_TOO_LONG = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """A loaded catalogue with its rows found by trigger; made once per catalogue."""

    catalogue: Catalogue
    rows: Mapping[str, tuple[Row, ...]]


def rulebook(catalogue: Catalogue) -> Rulebook:
    """Prepare a catalogue for judging."""
    return Rulebook(catalogue=catalogue, rows=rows_by_trigger(catalogue))


def need_of(batch: Batch) -> Need:
    """What a batch touches, so that the store can load it."""
    events = [arrival for arrival in batch.arrivals if isinstance(arrival, Arrived)]
    named = [n for arrived in events for n in (arrived.subject, *arrived.related) if n is not None]
    return Need(
        identities=frozenset(n.identity for n in named),
        records=frozenset(arrived.record for arrived in events)
        | frozenset(arrived.target for arrived in events if arrived.target is not None),
        fact_keys=frozenset(a.fact_key for a in events if a.fact_key is not None),
        directives=frozenset(
            a.answer.directive_id for a in batch.arrivals if isinstance(a, AnswerArrived)
        ),
    )


def decide_batch(entry: Entry, batch: Batch, snapshot: Snapshot, book: Rulebook) -> Changes:
    """Apply a batch's events in their order, then judge each touched subject once (R18)."""
    before = view_of(snapshot, book, entry.day)
    events = [a for a in batch.arrivals if not isinstance(a, AnswerArrived)]
    intake = take_in(events, snapshot.subjects, before.records)
    after = View({**before.records, **intake.folded}, book.catalogue, entry.day, snapshot.merged)
    touched = affected({version.record for version, _ in intake.stored}, before, after)
    judged = judge_subjects(_named(touched.values()), after, book.rows, snapshot.decided)
    told_before, told = Presents(before, book.rows), Presents(after, book.rows)
    receipts = [*intake.receipts, *_settled(intake, touched, told_before, told)]
    answers = take_answers(
        [a for a in batch.arrivals if isinstance(a, AnswerArrived)], snapshot.directives
    )
    waiting = {key for key, r in touched.items() if told.of(r).outcome is Outcome.PARKED}
    return _changes(
        entry,
        judged,
        receipts=(*receipts, *answers.receipts),
        new_subjects=tuple(intake.new_subjects),
        versions=tuple(version for version, _ in intake.stored),
        pool=pool_changes(before, after, touched),
        waiting={key: entry.day for key in waiting if key not in snapshot.waiting},
        no_longer_waiting=frozenset(
            key for key in touched if key in snapshot.waiting and key not in waiting
        ),
        tasks=(
            *intake.tasks,
            *flags(intake.stored, touched.values(), before, after, book.rows),
            *answers.tasks,
        ),
        quarantined=tuple(a for a in events if isinstance(a, Quarantined)),
        answers=answers.taken,
        refused_answers=answers.refused,
        order_results=(
            *answered_orders(answers.taken, snapshot.directives, after),
            *late_orders(entry.number, touched.values(), told_before, told),
        ),
    )


def decide_again(
    entry: Entry, subjects: Iterable[UUID], snapshot: Snapshot, book: Rulebook, was: Rulebook
) -> Changes:
    """
    Judge subjects whose day has come, or whom a new catalogue touches (R7, R16, R17).

    `was` is the rulebook of the entry before: another one means that records may be regrouped.
    """
    after = view_of(snapshot, book, entry.day)
    judged = judge_subjects(subjects, after, book.rows, snapshot.decided)
    if was is book:
        return _changes(entry, judged)
    before = View(after.records, was.catalogue, entry.day, snapshot.merged)
    mine = [r for r in after.records.values() if _told_with(r, after) in judged.agenda]
    told_before, told = Presents(before, was.rows), Presents(after, book.rows)
    earlier = settle_earlier(mine, told_before, told)
    return _changes(
        entry,
        judged,
        receipts=tuple(_receipt(settled) for settled in earlier),
        pool=pool_changes(before, after, [record.key for record in mine]),
        order_results=tuple(late_orders(entry.number, mine, told_before, told)),
    )


def expire_parked(
    entry: Entry, late: frozenset[UUID], snapshot: Snapshot, book: Rulebook | None
) -> Changes:
    """
    Tell department and officer of records that wait too long; they go on waiting (D8).

    Each is told under the code that says what it waits for. `book` None: nothing ever came in.
    """
    if book is None or not late:
        return Changes(entry=entry, expired=late)
    view = view_of(snapshot, book, entry.day)
    presents = Presents(view, book.rows)
    records = [view.records[key] for key in sorted(late) if key in view.records]
    told = [(record, presents.of(record).code) for record in records]
    days = PARKED_TOO_LONG.days
    return Changes(
        entry=entry,
        receipts=tuple(
            receipt_for(version, Outcome.PARK_EXPIRED, code, changed=True)
            for record, code in told
            for version in waiting_versions(record)
        ),
        tasks=tuple(
            waits_long(record, code, since=snapshot.waiting[record.key], days=days)
            for record, code in told
        ),
        expired=late,
    )


def _changes(entry: Entry, judged: Judged, **rest: object) -> Changes:
    return Changes(
        entry=entry,
        directives=tuple(chain.from_iterable(d.directives for d in judged.differences)),
        no_longer_ordered=tuple(
            chain.from_iterable(d.no_longer_ordered for d in judged.differences)
        ),
        agenda=judged.agenda,
        **rest,  # type: ignore[arg-type]
    )


def view_of(snapshot: Snapshot, book: Rulebook, day: date) -> View:
    """The snapshot's records as they stand on a day under a rulebook."""
    records = {key: fold(versions) for key, versions in snapshot.versions.items()}
    return View(records, book.catalogue, day, snapshot.merged)


def _told_with(record: Record, view: View) -> UUID | None:
    """
    The subject with whose judging a record is told of, so that it is told of once.

    The lowest it names; for a repair or a mark, which names nobody, the lowest its target names.
    """
    target = view.target(record)
    named = record.named_ever or (target.named_ever if target is not None else frozenset())
    return min(named, default=None)


def _named(records: Iterable[Record]) -> frozenset[UUID]:
    return frozenset(subject for record in records for subject in record.named_ever)


def _settled(
    intake: Intake, touched: Mapping[UUID, Record], before: Presents, after: Presents
) -> Iterable[Receipt]:
    earlier = settle_earlier(touched.values(), before, after)
    for settled in chain(settle_new(intake.stored, after), earlier):
        yield _receipt(settled)


def _receipt(settled: Settled) -> Receipt:
    version, now, changed = settled
    return receipt_for(version, now.outcome, now.code, changed=changed, caused_by=now.caused_by)
