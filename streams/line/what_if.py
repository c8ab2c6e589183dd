"""
What a catalogue load would change for subjects, without loading it (what-if, 试算).

It is the line's own judging (R8, R10), so that a load does what was said here before it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from streams.line.decide import Rulebook, view_of
from streams.line.judgements import judge_subjects
from streams.line.store import Snapshot
from streams.rule.measure import MeasureKey
from streams.send.difference import Decided
from streams.send.directive import Directive, DirectiveAction
from streams.settle.record_outcome import RecordOutcomes

ByMeasure = Mapping[MeasureKey, Decided]


def would_follow(
    subjects: frozenset[UUID], snapshot: Snapshot, day: date, books: Iterable[Rulebook]
) -> tuple[Directive, ...]:
    """
    The directives that the load of the last of `books` would bring for these subjects on `day`.

    `books`: the rulebook in force first, then those that are loaded one after another, each worked
    off before the next. `snapshot` has `subjects` whole (`Need.whole`).
    """
    directives: tuple[Directive, ...] = ()
    decided = snapshot.decided
    before: RecordOutcomes | None = None
    for book in books:
        after = RecordOutcomes(view_of(snapshot, book, day), book.rows)
        if before is not None:
            decided = decided_after(decided, directives)
            directives = judge_subjects(subjects, before, after, decided).directives
        before = after
    return directives


def decided_after(
    decided: Mapping[UUID, ByMeasure], directives: Iterable[Directive]
) -> Mapping[UUID, ByMeasure]:
    """What is decided by subject and measure once `directives` are, in their order, as well."""
    whole = {subject: dict(measures) for subject, measures in decided.items()}
    for directive in directives:
        measures = whole.setdefault(directive.key.subject, {})
        before = measures.get(directive.key)
        ordered: dict[UUID, UUID] = {}
        if directive.action is DirectiveAction.LIFT:
            ordered |= before.ordered if before else {}
            ordered |= (
                {directive.ordered_by: directive.directive_id} if directive.ordered_by else {}
            )
        measures[directive.key] = Decided(
            count=1 if before is None else before.count + 1, last=directive, ordered=ordered
        )
    return whole
