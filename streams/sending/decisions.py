"""
What a claim decides: the table of R12 applied to every measure of the locked streams.

A function of rows, holds and time; `claims.py` reads the rows and writes what comes of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from operator import attrgetter
from uuid import UUID

from streams.send.claim import LIFT, Claim, Plan, to_compare
from streams.send.milder import ToldTerms
from streams.sending.holds import Holds
from streams.sending.stream_rows import StreamRow, by_measure, plans


@dataclass(slots=True)
class Decisions:
    """What a claim writes."""

    claims: list[tuple[StreamRow, Claim]] = field(default_factory=list)
    superseded: set[UUID] = field(default_factory=set)
    revived: set[UUID] = field(default_factory=set)
    again: dict[UUID, int] = field(default_factory=dict)
    nothing: set[UUID] = field(default_factory=set)
    weighed: dict[UUID, int | None] = field(default_factory=dict)
    compared: set[UUID] = field(default_factory=set)


def terms_wanted(rows: Sequence[StreamRow], holds: Holds) -> list[UUID]:
    """
    The directives whose terms `decide` needs: mostly none, since an amendment must be waiting.
    """
    amended = {row.measure_id for row in rows if row.amends_unclaimed}
    found: list[UUID] = []
    for measure in by_measure(row for row in rows if row.measure_id in amended).values():
        waits = _wait(measure, holds)
        found += to_compare([row.sending() for row in measure], burdens_wait=waits)
    return found


def decide(
    rows: Iterable[StreamRow],
    holds: Holds,
    now: datetime,
    today: date,
    told: Mapping[UUID, ToldTerms],
    *,
    lifts_alone: bool = False,
) -> Decisions:
    """
    Apply the table of R12 to every measure of the locked streams.

    Of one subject lifts are claimed first, and then what was decided first: of two courts' freezes
    the earlier one has the rank. `told`: of what `terms_wanted` names. `lifts_alone`: a measure
    of which a burden would go first is left as it is, and of any other the lifts go.
    """
    decisions = Decisions()
    for measure in by_measure(rows).values():
        waits = _wait(measure, holds)
        found = {row.directive_id: row for row in measure}
        first_claims = 0
        steps = plans(measure, today, told, burdens_wait=waits)
        if lifts_alone:
            steps = list(takewhile(_claims_no_burden, steps))
            if not steps:
                continue
        for step in steps:
            decisions.superseded |= step.superseded
            if step.revived is not None:
                decisions.revived.add(step.revived)
            if step.claim is not None:
                first_claims += 1
                decisions.claims.append((found[step.claim.directive_id], step.claim))
            elif step.again is not None and not first_claims:
                _again(found[step.again], decisions, now)
        if first_claims:
            decisions.nothing |= {row.directive_id for row in measure if row.scheduled}
        decisions.nothing |= set(_settled(measure, decisions, now, today, waits=waits))
        decisions.weighed |= {
            row.directive_id: row.answer_no
            for row in measure
            if row.sequence is not None and row.answer_no != row.weighed_no
        }
        decisions.compared |= {
            row.directive_id for row in measure if row.amends_unclaimed and row.milder is None
        }
    decisions.claims.sort(key=_precedence)
    claimed = {row.directive_id for row, _ in decisions.claims}
    decisions.superseded -= claimed
    decisions.compared -= claimed
    decisions.nothing -= claimed | set(decisions.again)
    return decisions


def _wait(measure: Sequence[StreamRow], holds: Holds) -> bool:
    """Whether a hold keeps the burdens of a measure back: whose is said by the last of them."""
    burdens = [row for row in measure if row.action != LIFT]
    last = max(burdens or measure, key=attrgetter("n"))
    return holds.cover(last.measure, last.source)


def _claims_no_burden(step: Plan) -> bool:
    return step.claim is None or step.claim.action is LIFT


def _precedence(pair: tuple[StreamRow, Claim]) -> tuple[bool, UUID, int, UUID, int]:
    row, claim = pair
    return claim.action is not LIFT, row.subject, row.entry, row.measure_id, row.n


def _again(row: StreamRow, decisions: Decisions, now: datetime) -> None:
    """Goes again when its time has come, or when nobody was waiting for it; not if set aside."""
    if row.aside:
        return
    if row.due(now) or row.missed(now) or not row.scheduled:
        decisions.again[row.directive_id] = int(row.missed(now))


def _settled(
    measure: Iterable[StreamRow], decisions: Decisions, now: datetime, today: date, *, waits: bool
) -> Iterator[UUID]:
    """
    What is finally answered, or due and not to go again: it awaits nothing.

    What ended before it was sent waits for the tick's LIFT: the clock may be wrong.
    """
    for row in measure:
        over = (row.due(now) or row.missed(now)) and not (waits and row.held_back)
        over = over and not row.ended_unsent(today)
        answered = row.answer not in (None, "ACCEPTED")
        if row.scheduled and (answered or (over and row.directive_id not in decisions.again)):
            yield row.directive_id


def surely_delivered(rows: Iterable[StreamRow]) -> Mapping[UUID, int]:
    """The highest sequence of each subject's stream that the partner surely has."""
    highest: dict[UUID, int] = {}
    for row in rows:
        if row.sequence is not None and row.surely_delivered:
            highest[row.subject] = max(highest.get(row.subject, 0), row.sequence)
    return highest
