"""What repairs and objection marks do to the fact they name (R4, R5)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from oracle.facts import Fact, fact_of
from oracle.records import Record
from oracle.world import World
from streams.accept.kinds import (
    EnforcementOrder,
    JudgmentDefault,
    ObjectionMark,
    RepairDecision,
    SpendingRestriction,
)

COURT_KINDS = (EnforcementOrder, JudgmentDefault, SpendingRestriction)


class Verdict(Enum):
    """What becomes of a repair or a mark."""

    ACTS = "acts on the fact"
    WITHDRAWS_COPY = "withdraws the relayer's own copy"
    PARKED = "the record it names is not known"
    NOT_ENTITLED = "E1305"
    OF_NO_DECISION = "E1405"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A repair or mark with the fact it reached and what it may do there."""

    record: Record
    fact: Fact | None
    verdict: Verdict


def attached(world: World, all_facts: list[Fact], day: date) -> list[Attached]:
    """Return every standing repair and mark, judged against the fact's present authority."""
    found = []
    for fact in all_facts:
        for record in fact.members:
            reached = about(record, all_facts)
            if reached is not None and of_no_decision(record, reached):
                found.append(Attached(record=record, fact=None, verdict=Verdict.OF_NO_DECISION))
            elif isinstance(record.content.body, RepairDecision):
                found.append(repair(world, record, reached, day))
            elif isinstance(record.content.body, ObjectionMark):
                found.append(mark(world, record, reached, day))
    return found


def about(record: Record, all_facts: list[Fact]) -> Fact | None:
    """Return the fact a repair or mark names, if it is known."""
    body = record.content.body
    if not isinstance(body, RepairDecision | ObjectionMark):
        return None
    return fact_of((body.target.department, body.target.record_no), all_facts)


def of_no_decision(record: Record, fact: Fact) -> bool:
    """It names another repair or mark, which it does not change."""
    body = record.content.body
    assert isinstance(body, RepairDecision | ObjectionMark)
    name = (body.target.department, body.target.record_no)
    named = next(m for m in fact.members if m.id == name)
    return isinstance(named.content.body, RepairDecision | ObjectionMark)


def repair(world: World, record: Record, fact: Fact | None, day: date) -> Attached:
    """Its decider repairs for all, and whom the catalogue names; a relayer its own copy (R4)."""
    if fact is None:
        return Attached(record=record, fact=None, verdict=Verdict.PARKED)
    body = record.content.body
    assert isinstance(body, RepairDecision)
    target = (body.target.department, body.target.record_no)
    department = world.department(record.source, day)
    may = department.decides_for | department.repairs_for
    if fact.authority in may and (department.court or not of_court(world, fact, day)):
        verdict = Verdict.ACTS
    elif target[0] == record.source and target in {c.id for c in fact.copies}:
        verdict = Verdict.WITHDRAWS_COPY
    else:
        verdict = Verdict.NOT_ENTITLED
    return Attached(record=record, fact=fact, verdict=verdict)


def mark(world: World, record: Record, fact: Fact | None, day: date) -> Attached:
    """Its decider and those who relayed it may mark a fact, on any provenance (R5)."""
    if fact is None:
        return Attached(record=record, fact=None, verdict=Verdict.PARKED)
    department = world.department(record.source, day)
    relayed = record.source in {c.source for c in fact.copies}
    entitled = fact.authority in department.decides_for or relayed
    return Attached(
        record=record, fact=fact, verdict=Verdict.ACTS if entitled else Verdict.NOT_ENTITLED
    )


def of_court(world: World, fact: Fact, day: date) -> bool:
    """It is a court's fact: of a court's kind, or decided by a court."""
    return isinstance(fact.members[0].content.body, COURT_KINDS) or any(
        d.court and fact.authority in d.decides_for
        for d in world.catalogue(day).departments.values()
    )


def repaired(fact: Fact, judged: list[Attached], day: date) -> bool:
    """A repair that acts holds on the day: begun, neither ended nor revoked (R4)."""
    return any(
        a.fact is fact and a.verdict is Verdict.ACTS and begun(a.record, day)
        for a in judged
        if isinstance(a.record.content.body, RepairDecision)
    )


def withdrawn(judged: list[Attached], day: date) -> frozenset[tuple[str, str]]:
    """Return the copies their own relayers withdrew by a repair (R4)."""
    return frozenset(
        (a.record.content.body.target.department, a.record.content.body.target.record_no)
        for a in judged
        if isinstance(a.record.content.body, RepairDecision)
        and a.verdict is Verdict.WITHDRAWS_COPY
        and begun(a.record, day)
    )


def marked(fact: Fact, judged: list[Attached], day: date) -> bool:
    """A mark of somebody entitled is open on the day: begun, neither ended nor revoked (R4, R5)."""
    return any(
        a.fact is fact and a.verdict is Verdict.ACTS and begun(a.record, day)
        for a in judged
        if isinstance(a.record.content.body, ObjectionMark)
    )


def begun(record: Record, day: date) -> bool:
    """It is not over, and neither its decision nor its effect still lies ahead (R4, R7)."""
    content = record.content
    dates = [d for d in (content.decided_on, content.effective_from) if d is not None]
    return not record.over(day) and all(d <= day for d in dates)
