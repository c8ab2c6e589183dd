"""Load what an officer's or operator's act needs, and decide it (R17)."""

from typing import assert_never
from uuid import UUID

from streams.accept.outcome import Quarantined
from streams.deciding.arrivals import Reader
from streams.deciding.line_store import LineStore
from streams.deciding.message import Message, source_of
from streams.line import acts
from streams.line.after_restore import tell_anew
from streams.line.after_upgrade import find_originals
from streams.line.changes import Changes, Done, NotDone
from streams.line.command import (
    Advance,
    Approve,
    ApproveBraked,
    Doing,
    DropQuarantined,
    FindOriginals,
    LiftAgain,
    LoadCatalogue,
    MergeRecords,
    QuarantineThrough,
    ReplayQuarantined,
    ResolveTask,
    TellAnew,
)
from streams.line.decide import Rulebook, need_of
from streams.line.entry import Arrived, Batch, Entry
from streams.line.leaving import leaving
from streams.line.store import Need, Snapshot
from streams.line.why_not import WhyNot
from streams.track.answer import AnswerArrived


def perform(
    entry: Entry, doing: Doing, line_store: LineStore, book: Rulebook | None, reader: Reader | None
) -> Changes:
    """What the act changes; before a first catalogue only its load and the day can change."""
    match doing:
        case LoadCatalogue():
            gone = leaving(book.catalogue, doing.catalogue) if book else frozenset[str]()
            return acts.load_catalogue(entry, doing, book, line_store.open_with(gone))
        case Advance() | QuarantineThrough():
            return Changes(entry=entry, act=Done())
        case Approve(directive_id=directive):
            return acts.approve(entry, directive, _with_measures(line_store, directive))
        case ApproveBraked(source=source, day=day):
            return acts.approve_braked(entry, line_store.load(Need(braked=(source, day))))
        case LiftAgain(directive_id=directive):
            return acts.lift_again(entry, directive, _with_measures(line_store, directive))
        case ResolveTask(task_id=task):
            return acts.resolve_task(entry, task)
        case TellAnew(subjects=subjects):
            snapshot = line_store.load(Need(subjects=subjects, whole=True))
            return tell_anew(entry, doing, snapshot, book)
        case FindOriginals(subjects=subjects):
            if book is None:
                return Changes(entry=entry, act=Done())
            snapshot = line_store.load(Need(subjects=subjects, whole=True))
            return find_originals(entry, snapshot, book)
        case DropQuarantined():
            return acts.drop_quarantined(entry, _quarantined(line_store, doing))
        case MergeRecords() | ReplayQuarantined():
            if book is None or reader is None:
                return Changes(entry=entry, act=NotDone(why=WhyNot.NO_CATALOGUE))
            return _with_rules(entry, doing, line_store, book, reader)
    assert_never(doing)


def _with_rules(
    entry: Entry,
    doing: MergeRecords | ReplayQuarantined,
    line_store: LineStore,
    book: Rulebook,
    reader: Reader,
) -> Changes:
    if isinstance(doing, MergeRecords):
        snapshot = line_store.load(Need(records=frozenset({doing.kept, doing.merged})))
        return acts.merge_records(entry, doing, snapshot, book)
    message = _message(line_store, doing)
    if message is None:
        return Changes(entry=entry, act=NotDone(why=WhyNot.NOT_IN_QUARANTINE))
    arrival = reader.read(message)
    if isinstance(arrival, AnswerArrived):
        return Changes(entry=entry, act=NotDone(why=WhyNot.IS_AN_ANSWER))
    need = need_of(Batch(arrivals=(arrival,) if isinstance(arrival, Arrived) else ()))
    return acts.replay_quarantined(entry, arrival, line_store.load(need), book)


def _with_measures(line_store: LineStore, directive: UUID) -> Snapshot:
    """The directive with everything decided for its subject."""
    state = line_store.load(Need(directives=frozenset({directive}))).directives.get(directive)
    subjects = frozenset() if state is None else frozenset({state.directive.key.subject})
    return line_store.load(Need(directives=frozenset({directive}), subjects=subjects))


def _message(line_store: LineStore, doing: ReplayQuarantined | DropQuarantined) -> Message | None:
    return line_store.quarantined((doing.topic, doing.partition, doing.offset))


def _quarantined(line_store: LineStore, doing: DropQuarantined) -> Quarantined | None:
    message = _message(line_store, doing)
    if message is None:
        return None
    return Quarantined(
        origin=message.origin,
        source=source_of(message.topic),
        code="",
        hint="",
        payload=message.payload,
    )
