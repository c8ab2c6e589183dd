"""
The whole line as one pure function: an entry and what the store knows of it → what changes.

Nothing here reads a clock, a socket or a table. The same journal gives the same changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.accept.outcome import Outcome, Quarantined
from streams.line.agenda import PARKED_TOO_LONG
from streams.line.batch import take_in
from streams.line.brake import Braking, brake, mass_effects
from streams.line.changes import Changes, Days, Issued, Received
from streams.line.entry import Arrived, Batch, Entry
from streams.line.judgements import Judged, judge_subjects
from streams.line.store import Due, Need, Snapshot
from streams.line.told_again import ToldAgain, tell_again
from streams.merge.record import Record, fold
from streams.pool.view import View
from streams.rule.editions import Rows, rows_by_trigger
from streams.settle.affected import affected, told_with
from streams.settle.flags import flags, waits_long
from streams.settle.receipt import Receipt
from streams.settle.receipts import repeats_among, settle_new, waiting_versions
from streams.settle.record_outcome import RecordOutcome, RecordOutcomes
from streams.settle.task import Task
from streams.track.answer import AnswerArrived
from streams.track.answers import take_answers
from streams.track.order_results import answered_orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """A loaded catalogue with its rows found by trigger; made once per catalogue."""

    catalogue: Catalogue
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldUnder:
    """The rulebook and the day as of which everybody was judged and told of last."""

    book: Rulebook
    day: date


def rulebook(catalogue: Catalogue) -> Rulebook:
    """Prepare a catalogue for judging."""
    return Rulebook(catalogue=catalogue, rows=rows_by_trigger(catalogue))


def need_of(batch: Batch, burdens_since: date | None = None) -> Need:
    """
    What a batch touches, so that the store can load it.

    `burdens_since`: as `counted_since` has it; None also where nothing is braked.
    """
    events = [arrival for arrival in batch.arrivals if isinstance(arrival, Arrived)]
    named = [n for arrived in events for n in (arrived.subject, *arrived.related) if n is not None]
    return Need(
        identities=frozenset(n.identity for n in named),
        records=frozenset(arrived.record for arrived in events)
        | frozenset(arrived.target for arrived in events if arrived.target is not None),
        fact_keys=frozenset(a.fact_key for a in events if a.fact_key is not None),
        numbers=frozenset(
            number
            for arrived in events
            for number in (arrived.own_number, arrived.about_number)
            if number is not None
        ),
        directives=frozenset(
            a.answer.directive_id for a in batch.arrivals if isinstance(a, AnswerArrived)
        ),
        burdens_since=burdens_since,
    )


def decide_batch(entry: Entry, batch: Batch, snapshot: Snapshot, book: Rulebook) -> Changes:
    """Apply a batch's events in their order, then judge each touched subject once (R18)."""
    before = view_of(snapshot, book, entry.day)
    events = [a for a in batch.arrivals if not isinstance(a, AnswerArrived)]
    taken = take_in(events, snapshot.subjects, before.records)
    after = View({**before.records, **taken.folded}, book.catalogue, entry.day, snapshot.merged)
    touched = affected({version.record for version, _ in taken.stored}, before, after)
    outcomes = RecordOutcomes(after, book.rows)
    told_before = RecordOutcomes(before, book.rows)
    judged = judge_subjects(_named(touched.values()), told_before, outcomes, snapshot.decided)
    repeats = repeats_among(taken.stored)
    # What an officer has read again is no news of its source, and not counted (R32).
    directives, braking = judged.directives, Braking()
    if isinstance(entry.work, Batch):
        directives, braking = brake(directives, snapshot.burdens, book.catalogue, entry.day)
    again = tell_again(entry.number, touched, told_before, outcomes, snapshot, repeats)
    new = settle_new(taken.stored, outcomes, repeats)
    answers = take_answers(
        [a for a in batch.arrivals if isinstance(a, AnswerArrived)], snapshot.directives
    )
    waiting = {key for key, r in touched.items() if outcomes.of(r).outcome is Outcome.PARKED}
    return Changes(
        entry=entry,
        received=Received(
            new_subjects=tuple(taken.new_subjects),
            versions=tuple(version for version, _ in taken.stored),
            quarantined=tuple(a for a in events if isinstance(a, Quarantined)),
            answers=answers.taken,
            refused_answers=answers.refused,
        ),
        issued=Issued(
            receipts=(*taken.receipts, *new, *again.receipts, *answers.receipts),
            directives=directives,
            no_longer_ordered=judged.no_longer_ordered,
            order_results=(
                *answered_orders(answers.taken, snapshot.directives, after),
                *again.order_results,
            ),
            pool=again.pool,
            tasks=(
                *taken.tasks,
                *flags(taken.stored, touched.values(), before, after, book.rows),
                *answers.tasks,
                *mass_effects(braking.above, entry.day),
            ),
        ),
        brake=braking,
        days=Days(
            agenda=judged.agenda,
            next_changes=again.next_changes,
            waiting={key: entry.day for key in waiting if key not in snapshot.waiting},
            no_longer_waiting=frozenset(
                key for key in touched if key in snapshot.waiting and key not in waiting
            ),
        ),
    )


def decide_again(
    entry: Entry, due: Due, snapshot: Snapshot, book: Rulebook, last: ToldUnder
) -> Changes:
    """
    Judge the subjects whose day has come or whom a new catalogue touches, and tell what holds now.

    `last` is under what they were judged and told of before (R7, R16, R17): on a new day the day
    before; after a load the catalogue before, under which records may have been grouped otherwise.
    """
    after = view_of(snapshot, book, entry.day)
    before = View(after.records, last.book.catalogue, last.day, snapshot.merged)
    outcomes = RecordOutcomes(before, last.book.rows), RecordOutcomes(after, book.rows)
    judged = judge_subjects(due.subjects, *outcomes, snapshot.decided)
    touched = affected(due.records, before, after)
    if last.book is not book:
        touched |= told_with(due.subjects, after)
    again = tell_again(entry.number, touched, *outcomes, snapshot)
    loaded = last.book is not book
    # Under another catalogue records may have become doubles of each other.
    tasks = tuple(flags((), touched.values(), before, after, book.rows)) if loaded else ()
    return Changes(
        entry=entry,
        issued=issued_again(judged, again, tasks),
        days=Days(agenda=judged.agenda, next_changes=again.next_changes),
    )


def expire_parked(
    entry: Entry, late: frozenset[UUID], snapshot: Snapshot, book: Rulebook | None
) -> Changes:
    """
    Tell department and officer of records that wait too long; they go on waiting (D8).

    Each is told under the code that says what it waits for; of what was asserted and revoked
    nothing can come any more, and nobody is asked. `book` None: nothing ever came in.
    """
    if book is None or not late:
        return Changes(entry=entry, days=Days(expired=late))
    view = view_of(snapshot, book, entry.day)
    outcomes = RecordOutcomes(view, book.rows)
    records = [view.records[key] for key in sorted(late) if key in view.records]
    told = [(r, outcomes.of(r).code) for r in records if not (r.asserted and r.revoked)]
    days = PARKED_TOO_LONG.days
    return Changes(
        entry=entry,
        issued=Issued(
            receipts=tuple(
                Receipt.again(version, RecordOutcome(outcome=Outcome.PARK_EXPIRED, code=code))
                for record, code in told
                for version in waiting_versions(record)
            ),
            tasks=tuple(
                waits_long(record, code, since=snapshot.waiting[record.key], days=days)
                for record, code in told
            ),
        ),
        days=Days(expired=late),
    )


def issued_again(judged: Judged, again: ToldAgain, tasks: tuple[Task, ...] = ()) -> Issued:
    """The result of judging and telling again in an entry without messages."""
    return Issued(
        receipts=again.receipts,
        directives=judged.directives,
        no_longer_ordered=judged.no_longer_ordered,
        order_results=again.order_results,
        pool=again.pool,
        tasks=tasks,
    )


def view_of(snapshot: Snapshot, book: Rulebook, day: date) -> View:
    """The snapshot's records as they stand on a day under a rulebook."""
    records = {key: fold(versions) for key, versions in snapshot.versions.items()}
    return View(records, book.catalogue, day, snapshot.merged)


def _named(records: Iterable[Record]) -> frozenset[UUID]:
    return frozenset(subject for record in records for subject in record.named_ever)
