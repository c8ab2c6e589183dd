"""
What an officer's or operator's act changes (R17), as a pure function like all of the line.

An act that cannot be done is an entry all the same: `NotDone` says why, nothing else changes.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.check_stricter import stricter
from schemas.catalogue.model import Catalogue
from streams.accept.outcome import Quarantined, Refused
from streams.line.brake import Braking, counted_since
from streams.line.changes import Changes, Days, Done, Issued, NotDone
from streams.line.command import LoadCatalogue, MergeRecords
from streams.line.decide import Rulebook, decide_batch, issued_again, view_of
from streams.line.entry import Arrived, Batch, Entry
from streams.line.judgements import judge_subjects
from streams.line.leaving import OpenWith, listed
from streams.line.store import Snapshot
from streams.line.told_again import tell_again
from streams.line.why_not import WhyNot
from streams.send.difference import Decided
from streams.send.directive import Directive, DirectiveAction, measure_id
from streams.settle.affected import affected
from streams.settle.flags import double_id, same_decision
from streams.settle.receipt import Receipt
from streams.settle.record_outcome import RecordOutcomes


def load_catalogue(
    entry: Entry, act: LoadCatalogue, book: Rulebook | None, open_with: Mapping[str, OpenWith]
) -> Changes:
    """
    The catalogue takes effect; every subject's day has come (R8, R17).

    `open_with`: what is open with partners that would leave their channel; they must stay then. Nor
    is one loaded that makes an edition stricter which was in force.
    """
    loaded = None if book is None else book.catalogue
    if refused := load_refused(act.catalogue, loaded, entry.day, open_with):
        return Changes(entry=entry, act=refused)
    return Changes(
        entry=entry,
        days=Days(judge_everyone=True),
        # Nothing was counted while there was no brake, and other days may be working days now.
        brake=Braking(count_since=counted_since(act.catalogue, entry.day)),
        act=Done(catalogue=next_catalogue(loaded, act.catalogue, entry.day)),
    )


def load_refused(
    new: Catalogue, loaded: Catalogue | None, day: date, open_with: Mapping[str, OpenWith]
) -> NotDone | None:
    """Why `new` may not take the place of `loaded` on a day, as of `load_catalogue`; else None."""
    if open_with:
        why, about = WhyNot.OPEN_WITH_PARTNERS, listed(open_with)
        return NotDone(why=why, about=about, open_with=open_with)
    if loaded is not None and (holes := stricter(loaded, new, day)):
        return NotDone(why=WhyNot.STRICTER, about="; ".join(map(str, holes)))
    return None


def approve(entry: Entry, directive_id: UUID, snapshot: Snapshot) -> Changes:
    """A held directive may leave, if it is held and the last of its measure."""
    state, decided = snapshot.directives.get(directive_id), _decided(directive_id, snapshot)
    if state is None or decided is None:
        return _not_done(entry, WhyNot.NO_DIRECTIVE)
    if not state.directive.held:
        return _not_done(entry, WhyNot.NOT_HELD)
    if decided.last.directive_id != directive_id:
        return _not_done(entry, WhyNot.DECIDED_AFTER, str(decided.last.directive_id))
    return Changes(entry=entry, act=Done(approved=(directive_id,)))


def approve_braked(entry: Entry, snapshot: Snapshot) -> Changes:
    """All that the brake holds of a source and a day may leave (R32)."""
    if not snapshot.braked:
        return _not_done(entry, WhyNot.NOTHING_BRAKED)
    return Changes(entry=entry, act=Done(approved=snapshot.braked))


def lift_again(entry: Entry, directive_id: UUID, snapshot: Snapshot) -> Changes:
    """A new LIFT with the next number, only while nothing is in force (R12)."""
    decided = _decided(directive_id, snapshot)
    if decided is None:
        return _not_done(entry, WhyNot.NO_DIRECTIVE)
    if decided.in_force:
        return _not_done(entry, WhyNot.IN_FORCE)
    again = once_more(decided, entry, DirectiveAction.LIFT)
    return Changes(entry=entry, issued=Issued(directives=(again,)), act=Done())


def once_more(decided: Decided, entry: Entry, action: DirectiveAction) -> Directive:
    """
    One more directive that says what was decided last; a lift is sent whatever the partner holds.
    """
    return replace(
        decided.last,
        n=decided.count,
        generation=0,
        action=action,
        decided_on=entry.day,
        unconditional=action is DirectiveAction.LIFT,
    )


def _not_done(entry: Entry, why: WhyNot, about: str = "") -> Changes:
    return Changes(entry=entry, act=NotDone(why=why, about=about))


def _decided(directive_id: UUID, snapshot: Snapshot) -> Decided | None:
    state = snapshot.directives.get(directive_id)
    if state is None:
        return None
    wanted = state.directive.measure_id
    by_measure: Mapping[UUID, Decided] = {
        measure_id(key): decided
        for measures in snapshot.decided.values()
        for key, decided in measures.items()
    }
    return by_measure.get(wanted)


def merge_records(entry: Entry, act: MergeRecords, snapshot: Snapshot, book: Rulebook) -> Changes:
    """
    One decider's second record becomes provenance of its first, which must hold something up.

    All whom they and their copies name are judged, and everybody is told who tells of the one fact
    that is left.
    """
    before = view_of(snapshot, book, entry.day)
    kept, other = before.records.get(act.kept), before.records.get(act.merged)
    if kept is None or other is None or not same_decision(kept, other, before.catalogue):
        return _not_done(entry, WhyNot.NOT_ONE_DECISION)
    if {act.kept, act.merged} & snapshot.merged.keys() or act.merged in snapshot.merged.values():
        return _not_done(entry, WhyNot.MERGED_BEFORE)
    if not kept.live(entry.day):
        return _not_done(entry, WhyNot.KEPT_IS_OVER)
    joined = replace(snapshot, merged={**snapshot.merged, act.merged: act.kept})
    after = view_of(joined, book, entry.day)
    touched = affected((act.kept, act.merged), before, after)
    named = frozenset(subject for record in touched.values() for subject in record.named_ever)
    outcomes = RecordOutcomes(before, book.rows), RecordOutcomes(after, book.rows)
    judged = judge_subjects(named, *outcomes, snapshot.decided)
    again = tell_again(entry.number, touched, *outcomes, snapshot)
    return Changes(
        entry=entry,
        issued=issued_again(judged, again),
        days=Days(agenda=judged.agenda, next_changes=again.next_changes),
        act=Done(merged=((act.kept, act.merged),), closed_tasks=(double_id(kept, other),)),
    )


def replay_quarantined(
    entry: Entry, arrival: Arrived | Refused | Quarantined, snapshot: Snapshot, book: Rulebook
) -> Changes:
    """A quarantined message is decided again; both outcomes stay in its history (R19)."""
    origin = arrival.origin
    if isinstance(arrival, Quarantined):
        return _not_done(entry, WhyNot.STILL_UNREADABLE, arrival.code)
    changes = decide_batch(entry, Batch(arrivals=(arrival,)), snapshot, book)
    receipts = tuple(replace(receipt, changed=True) for receipt in changes.issued.receipts)
    return replace(
        changes,
        issued=replace(changes.issued, receipts=receipts),
        act=Done(replayed=((origin.topic, origin.partition, origin.offset),)),
    )


def drop_quarantined(entry: Entry, message: Quarantined | None) -> Changes:
    """A quarantined message is given up; its bytes stay."""
    if message is None:
        return _not_done(entry, WhyNot.NOT_IN_QUARANTINE)
    origin = message.origin
    return Changes(
        entry=entry,
        issued=Issued(receipts=(Receipt.dropped(message),)),
        act=Done(dropped=((origin.topic, origin.partition, origin.offset),)),
    )


def resolve_task(entry: Entry, task_id: UUID) -> Changes:
    """A person closes a task."""
    return Changes(entry=entry, act=Done(closed_tasks=(task_id,)))
