"""What others ask the outbox in memory: each function is named as the statement it stands for."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from streams.line.leaving import OpenWith
from streams.send.claim import LIFT
from streams.sending.memory import MemoryOutbox
from streams.sending.memory_rows import Row, counts, lifts
from streams.sending.stream_rows import StreamRow
from streams.track.answer import NOT_HELD, AnswerResult


def in_force(outbox: MemoryOutbox, partner: str) -> list[Row]:
    """What a partner should hold (`in_force`)."""
    told = [
        max(counting, key=lambda row: _number_of(row.state))
        for rows in _measures(outbox, partner).values()
        if (counting := [row for row in rows if counts(row.state)])
    ]
    return [row for row in told if row.sent_as != LIFT.value]


def never_sent(outbox: MemoryOutbox, partner: str) -> list[UUID]:
    """A court's burdens of which nothing left before their lift; each is said once (`unsent`)."""
    found: list[UUID] = []
    for measure in _measures(outbox, partner).values():
        left = lifted = False
        for row in sorted(measure, key=lambda row: -row.state.n):
            if lifts(row.state):
                left, lifted = False, True
            elif row.state.sequence is not None:
                left = True
            elif lifted and row.directive.terms.original_order_no and not row.unsent_said:
                row.unsent_said = True
                found += [] if left else [row.state.directive_id]
    order = list(outbox.rows)
    return sorted(found, key=order.index)


def open_with(outbox: MemoryOutbox, partners: frozenset[str]) -> Mapping[str, OpenWith]:
    """What is open with these partners, without those with whom nothing is (`open_with`)."""
    measures, directives = Counter[str](), Counter[str]()
    for partner in partners:
        for rows in _measures(outbox, partner).values():
            last = max(rows, key=lambda row: row.state.n).state
            measures[partner] += not lifts(last) or _stands_towards_a_lift(rows)
            states = [row.state for row in rows]
            told = [state for state in states if state.sequence is not None]
            unclaimed = [s for s in states if s.sequence is None and not s.superseded]
            awaited = bool(told) and max(told, key=_number_of).answer in (None, "ACCEPTED")
            directives[partner] += len(unclaimed) + awaited
    return {
        partner: OpenWith(measures=measures[partner], directives=directives[partner])
        for partner in partners
        if measures[partner] or directives[partner]
    }


def _measures(outbox: MemoryOutbox, partner: str) -> Mapping[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in outbox.rows.values():
        if row.directive.key.partner == partner:
            found[row.state.measure_id].append(row)
    return found


def told_through(outbox: MemoryOutbox, partner: str) -> dict[UUID, int]:
    """The last sequence of each subject that a partner was told of."""
    return {subject: last for (whose, subject), last in outbox.streams.items() if whose == partner}


def _stands_towards_a_lift(rows: Iterable[Row]) -> bool:
    """Whether the last that was told, and a lift only if it was not refused, is no lift (R12)."""
    told = [
        row.state
        for row in rows
        if row.state.sequence is not None and not (lifts(row.state) and _refused(row.state))
    ]
    return bool(told) and not lifts(max(told, key=_number_of))


def _refused(state: StreamRow) -> bool:
    """Whether its answer says that it was not done; what was not held is (R3005)."""
    if state.answer == AnswerResult.NOT_EXECUTED:
        return state.answer_code != NOT_HELD
    return state.answer == AnswerResult.RETURNED


def _number_of(state: StreamRow) -> int:
    """Its sequence; 0 where it has none yet."""
    return state.sequence or 0
