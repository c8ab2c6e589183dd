"""
What holds a measure up now (R10): judged when somebody asks, by the function the line judges with.

Directives name the grounds of their own day; since a change of the grounds alone sends none, the
last one may name a record that is gone, and lack one that came.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from streams.line.decide import view_of
from streams.line.judgements import judge_subject
from streams.line.store import Need
from streams.reading.opened import Opened
from streams.rule.measure import Ground, Judgement, MeasureKey, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundSeen:
    """A record that holds a measure up, by which trigger."""

    department: str
    record_no: str
    trigger: str


def judged_now(opened: Opened, subject: UUID, day: date) -> Judgement:
    """What the line would decide about a subject on a day, from all that can ground something."""
    snapshot = opened.store.load(Need(subjects=frozenset({subject})))
    book = opened.rules.book
    return judge_subject(subject, view_of(snapshot, book, day), book.rows)


def as_held_up(key: MeasureKey, terms: Terms, judgement: Judgement | None) -> Terms:
    """
    What was decided of a measure in force, with all the grounds that hold it up now.

    Where nothing does, its lift is about to be decided, and those it was decided with stay.
    """
    grounds = () if judgement is None else judgement.held_up_by(key)
    return replace(terms, grounds=grounds) if grounds else terms


def grounds_seen(grounds: tuple[Ground, ...]) -> tuple[GroundSeen, ...]:
    """Grounds as they are told."""
    return tuple(
        GroundSeen(department=ground.source, record_no=ground.record_no, trigger=ground.trigger)
        for ground in grounds
    )
