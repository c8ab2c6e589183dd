"""The whole: pool, measures in force, releases and what waits, on one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from oracle import orders as court
from oracle.attached import Attached, Verdict, attached
from oracle.due import Held, Refusal, edition_of, every_ground, in_force
from oracle.facts import fact_of, facts, flagged_pairs
from oracle.identity import subject_of
from oracle.kinds.table import term_in_doubt
from oracle.lateness import reported_late
from oracle.pool import Pooled, ToldFact, orders_in, pooled, told
from oracle.records import Record, records
from oracle.terms import begins, objects
from oracle.triggers import rows
from oracle.world import RecordId, World
from streams.kinds.event import Event
from streams.rule.measure import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRow:
    """
    One fact as the pool shows it; `content` is the ruling record's.

    `told`: what the pool's readers are told of it, None: nothing (R30).
    """

    ruling: RecordId
    content: Event
    subject: str | None
    provenances: frozenset[RecordId]
    revoked: bool
    ended_on: date | None
    repaired: bool
    marked: bool
    waiting: bool
    told: ToldFact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """
    What holds on one day.

    `released`: measures a court ended by an order that acts, each told to its partner
    unconditionally (R6). `parked` says why a record waits; `without_effect` gives the code of what
    is stored and does nothing. `late`: records whose department reported them late (E1204).
    `ground_unknown`: records of which a court is to be asked whether they have a term (R22).
    """

    day: date
    pool: Mapping[RecordId, PoolRow]
    in_force: Mapping[Held, Terms]
    refusals: frozenset[Refusal]
    released: frozenset[Held]
    parked: Mapping[RecordId, str]
    without_effect: Mapping[RecordId, str]
    flagged_pairs: frozenset[tuple[RecordId, RecordId]]
    late: frozenset[RecordId]
    ground_unknown: frozenset[RecordId]

    def fact(self, department: str, record_no: str) -> PoolRow:
        """Return the fact a record belongs to."""
        return next(f for f in self.pool.values() if (department, record_no) in f.provenances)


def recompute(world: World, day: date) -> State:
    """Return the state on a day, from all events and all catalogues loaded by then."""
    all_facts = facts(world, day)
    judged = attached(world, all_facts, day)
    pool = pooled(all_facts, judged, day)
    found = list(every_ground(world, pool, day))
    return State(
        day=day,
        pool={p.ruling.id: pool_row(p, day) for p in pool},
        in_force=in_force([f for f in found if not isinstance(f, Refusal)]),
        refusals=frozenset(f for f in found if isinstance(f, Refusal)),
        released=frozenset(releases(world, pool, day)),
        parked=dict(waiting_records(world, pool, judged)),
        without_effect=dict(without_effect(world, pool, judged, day)),
        flagged_pairs=frozenset(flagged_pairs(world, day)),
        late=frozenset(
            record.id
            for record in records(world).values()
            if record.stands and reported_late(world, record, day)
        ),
        ground_unknown=frozenset(
            known.ruling.id for known in pool if asks_its_court(world, known, day)
        ),
    )


def pool_row(known: Pooled, day: date) -> PoolRow:
    """Return a fact as the pool shows it."""
    content = known.ruling.content
    return PoolRow(
        ruling=known.ruling.id,
        content=content,
        subject=subject_of(content),
        provenances=frozenset(m.id for m in known.fact.members),
        revoked=known.ruling.revoked,
        ended_on=known.ruling.ended_on,
        repaired=known.repaired,
        marked=known.marked,
        waiting=content.decided_on is not None and begins(content) > day,
        told=told(known),
    )


def asks_its_court(world: World, known: Pooled, day: date) -> bool:
    """It may have been meant without a term, and a row's newest edition gives it one (R22)."""
    content = known.ruling.content
    if known.over or content.effective_until is not None or not term_in_doubt(content):
        return False
    of_rows = [
        [edition for edition in world.catalogue(day).measures if edition.row == row]
        for row in rows(world, content, day)
    ]
    newest = [max(editions, key=lambda edition: edition.valid_from) for editions in of_rows]
    return any(edition.usual_months is not None for edition in newest)


def releases(world: World, pool: list[Pooled], day: date) -> Iterator[Held]:
    """Yield every measure a release ends, whether or not anything was ever frozen (R6)."""
    orders = orders_in(pool)
    for order in orders:
        if not court.releases(order) or not court.acts(order) or court.parked(order, orders):
            continue
        trigger = court.said(order).trigger
        for partner, number, thing in court.instances_ended(order, orders):
            for row in world.catalogue(day).measures:
                if row.trigger == trigger and row.partner == partner:
                    which = f"{order.source}|{number}|{thing}"
                    yield Held(row.partner, str(subject_of(order.content)), row.measure, which)


def waiting_records(
    world: World, pool: list[Pooled], judged: list[Attached]
) -> Iterator[tuple[RecordId, str]]:
    """Yield each record that waits, with the reason (R2, R4, R6)."""
    for record in records(world).values():
        if not record.stands:
            yield record.id, "no ASSERT yet"
        elif fact_of(record.id, [p.fact for p in pool]) is None:
            yield record.id, "nobody identified"
    for each in judged:
        if each.verdict is Verdict.PARKED:
            yield each.record.id, each.verdict.value
    orders = orders_in(pool)
    for order in orders:
        if why := court.parked(order, orders):
            yield order.id, why


def without_effect(
    world: World, pool: list[Pooled], judged: list[Attached], day: date
) -> Iterator[tuple[RecordId, str]]:
    """Yield each repair or mark that does nothing, and each idle continuation (D2005)."""
    for each in judged:
        if each.verdict in (Verdict.NOT_ENTITLED, Verdict.OF_NO_DECISION):
            yield each.record.id, each.verdict.value
    orders = orders_in(pool)
    for order in orders:
        if (
            not order.over(day)
            and not court.parked(order, orders)
            and idle(world, order, orders, day)
        ):
            yield order.id, "D2005"


def idle(world: World, order: Record, orders: list[Record], day: date) -> bool:
    """A continuation that comes too late for each object of an original that a row was for."""
    if not court.extends(order):
        return False
    (original,) = court.originals_of(order, orders)
    trigger = court.said(original).trigger
    rows = {m.row for m in world.catalogue(day).measures if m.trigger == trigger}
    by_then = max(day, court.decided(order))
    terms = [
        court.extended(original, orders, thing, own=own, edition_of=of, day=by_then)
        for row in rows
        if (own := (of := edition_of(world, row, day))(original)) is not None
        for thing in objects(original.content)
    ]
    return bool(terms) and not any(order in term.counting for term in terms)
