"""
After a restore the database is older than what partners have seen, so they are told again.

What was decided between the backup and the restore is lost, and the line may decide the same
messages otherwise, since it meets them in other batches. So a measure that a partner heard of in
between is told once more as it stands now, and one that nobody knows here any more is taken back.
The pool's readers, too, may have heard last what never came about here; and from an older version
of the hub, what has turned by itself since (ADR 0339).
"""

from collections.abc import Iterable
from dataclasses import replace

from streams.line.acts import once_more
from streams.line.changes import Changes, Days, Done, Issued
from streams.line.command import Stray, TellAnew
from streams.line.decide import Rulebook, view_of
from streams.line.entry import Entry
from streams.line.store import Snapshot
from streams.pool.change import told_anew
from streams.send.difference import Decided
from streams.send.directive import Directive, DirectiveAction, measure_id
from streams.settle.next_change import next_changes
from streams.settle.record_outcome import RecordOutcomes

NOT_KNOWN = "the hub was restored from a backup and no record of it grounds this measure"


def tell_anew(entry: Entry, act: TellAnew, snapshot: Snapshot, book: Rulebook | None) -> Changes:
    """
    One more directive for each of the measures: an AMEND that says all, or a LIFT.

    It does not ask what the partner holds: an AMEND of what is not held imposes, and a LIFT of what
    is not held is executed (R13). The pool's readers are told how every fact about the subjects
    stands, whatever they heard last, and of what is silent by now that it is gone (R30); on which
    day a fact changes by itself is kept. `book` None: nothing ever came in.
    """
    decided = {
        key: of_subject[key]
        for _, of_subject in sorted(snapshot.decided.items())
        for key in sorted(of_subject)
    }
    directives = [
        once_more(last, entry, DirectiveAction.AMEND if last.in_force else DirectiveAction.LIFT)
        for key, last in decided.items()
        if measure_id(key) in act.measures and not _told(last, act.generation)
    ]
    directives += [_taken_back(stray, entry) for stray in _unknown(act.strays, decided)]
    issued = Issued(directives=tuple(directives))
    if book is None:
        return Changes(entry=entry, issued=issued, act=Done())
    view = view_of(snapshot, book, entry.day)
    changing = next_changes(
        view.records.values(), RecordOutcomes(view, book.rows), snapshot.next_changes
    )
    return Changes(
        entry=entry,
        issued=replace(issued, pool=told_anew(view, older=act.older)),
        days=Days(next_changes=changing),
        act=Done(),
    )


def _told(decided: Decided, generation: int) -> bool:
    """Whether it was decided since the restore as something that goes in any case."""
    last = decided.last
    return last.generation == generation and (decided.in_force or last.unconditional)


def _unknown(strays: Iterable[Stray], decided: Iterable[object]) -> Iterable[Stray]:
    known = set(decided)
    return [stray for stray in strays if stray.key not in known]


def _taken_back(stray: Stray, entry: Entry) -> Directive:
    return Directive(
        key=stray.key,
        n=0,
        action=DirectiveAction.LIFT,
        terms=stray.terms,
        decided_on=entry.day,
        reason=NOT_KNOWN,
        unconditional=True,
    )
