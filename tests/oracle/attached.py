"""What repairs and objection marks do to the fact they name (R4, R5)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from oracle.facts import Fact, fact_of
from oracle.identity import subject_of
from oracle.keys import fold
from oracle.kinds.kind import Effect
from oracle.kinds.table import attachment_of, is_attachment, is_order, kind_of
from oracle.records import Record
from oracle.world import RecordId, World


class Verdict(Enum):
    """What becomes of a repair or a mark."""

    ACTS = "acts on the fact"
    WITHDRAWS_COPY = "withdraws the relayer's own copy"
    PARKED = "the record it names is not known, or it may name several"
    NOT_ENTITLED = "E1305"
    OF_NO_DECISION = "E1405"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A repair or mark with the record and the fact it reached, and what it may do there."""

    record: Record
    target: RecordId | None
    fact: Fact | None
    verdict: Verdict


def attached(world: World, all_facts: list[Fact], day: date) -> list[Attached]:
    """Return every standing repair and mark, judged against the fact's present authority."""
    return [
        judged(world, record, all_facts, day)
        for fact in all_facts
        for record in fact.members
        if is_attachment(record.content)
    ]


def judged(world: World, record: Record, all_facts: list[Fact], day: date) -> Attached:
    """Return a repair or mark with what it reached."""
    target = target_of(record, all_facts)
    if target is None:
        return Attached(record=record, target=None, fact=None, verdict=Verdict.PARKED)
    fact = fact_of(target.id, all_facts)
    assert fact is not None
    if is_attachment(target.content):
        fact, verdict = None, Verdict.OF_NO_DECISION
    elif attachment_of(record.content).effect is Effect.REPAIRS:
        verdict = repair(world, record, target, fact, day)
    else:
        verdict = mark(world, record, fact, day)
    return Attached(record=record, target=target.id, fact=fact, verdict=verdict)


def target_of(record: Record, all_facts: list[Fact]) -> Record | None:
    """
    Return the record that a repair or mark names, if it is known.

    The one whose number is written the same, of whatever kind. Else an order of that department by
    its number however written: the only one, or the only one about the same subject (R6).
    """
    name = attachment_of(record.content).target
    known = {m.id: m for fact in all_facts for m in fact.members}
    if name in known:
        return known[name]
    department, record_no = name
    orders = [
        m
        for m in known.values()
        if is_order(m.content) and m.source == department and fold(m.record_no) == fold(record_no)
    ]
    if len(orders) > 1:
        mine = subject_of(record.content)
        orders = [o for o in orders if mine is not None and subject_of(o.content) == mine]
    return orders[0] if len(orders) == 1 else None


def repair(world: World, record: Record, target: Record, fact: Fact, day: date) -> Verdict:
    """Its decider repairs for all, and whom the catalogue names; a relayer its own copy (R4)."""
    department = world.department(record.source, day)
    may = department.decides_for | department.repairs_for
    if fact.authority in may and (department.court or not of_court(world, fact, day)):
        return Verdict.ACTS
    if target.source == record.source and target.id in {c.id for c in fact.copies}:
        return Verdict.WITHDRAWS_COPY
    return Verdict.NOT_ENTITLED


def mark(world: World, record: Record, fact: Fact, day: date) -> Verdict:
    """Its decider and those who relayed it may mark a fact, on any provenance (R5)."""
    department = world.department(record.source, day)
    relayed = record.source in {c.source for c in fact.copies}
    entitled = fact.authority in department.decides_for or relayed
    return Verdict.ACTS if entitled else Verdict.NOT_ENTITLED


def of_court(world: World, fact: Fact, day: date) -> bool:
    """It is a court's fact: of a court's kind, or decided by a court."""
    return kind_of(fact.members[0].content).of_courts or any(
        d.court and fact.authority in d.decides_for
        for d in world.catalogue(day).departments.values()
    )


def repaired(fact: Fact, judged: list[Attached], day: date) -> bool:
    """A repair that acts holds on the day: begun, neither ended nor revoked (R4)."""
    return reaches(Effect.REPAIRS, fact, judged, day)


def withdrawn(judged: list[Attached], day: date) -> frozenset[RecordId]:
    """Return the copies their own relayers withdrew by a repair (R4)."""
    return frozenset(
        a.target
        for a in judged
        if a.target is not None and a.verdict is Verdict.WITHDRAWS_COPY and begun(a.record, day)
    )


def marked(fact: Fact, judged: list[Attached], day: date) -> bool:
    """A mark of somebody entitled is open on the day: begun, neither ended nor revoked (R4, R5)."""
    return reaches(Effect.MARKS, fact, judged, day)


def reaches(effect: Effect, fact: Fact, judged: list[Attached], day: date) -> bool:
    """Something of this effect that acts on the fact has begun and is not over."""
    return any(
        a.fact is fact and a.verdict is Verdict.ACTS and begun(a.record, day)
        for a in judged
        if attachment_of(a.record.content).effect is effect
    )


def begun(record: Record, day: date) -> bool:
    """It is not over, and neither its decision nor its effect still lies ahead (R4, R7)."""
    content = record.content
    dates = [d for d in (content.decided_on, content.effective_from) if d is not None]
    return not record.over(day) and all(d <= day for d in dates)
