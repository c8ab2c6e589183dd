"""Which measures one subject should carry, and why others not (R5 to R10)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from schemas.catalogue.model import MeasureRow, OnObjection
from streams.wiring.verify.recount.attached import Deed, deeds
from streams.wiring.verify.recount.facts import Fact, facts
from streams.wiring.verify.recount.orders import OPENING, ended, extended, objects, orders_of
from streams.wiring.verify.recount.persons import parts, refused
from streams.wiring.verify.recount.record import Record
from streams.wiring.verify.recount.standing import ruling_of
from streams.wiring.verify.recount.telling import RecordId, Telling
from streams.wiring.verify.recount.terms import last_day
from streams.wiring.verify.recount.why import Why
from streams.wiring.verify.recount.world import RowId, World


class Measure(NamedTuple):
    """Which measure on whom at which partner."""

    partner: str
    subject: UUID
    measure: str
    instance: str = ""

    def __str__(self) -> str:
        """Without its object, which may be somebody's account."""
        order = " ".join(part for part in self.instance.split("|")[:2] if part)
        return f"{self.measure}{f' {order}' if order else ''} at {self.partner} on {self.subject}"


class Ground(NamedTuple):
    """What holds a measure up, and the terms that follow from it."""

    record: RecordId
    trigger: str
    begins: date
    until: date | None
    edition: MeasureRow
    content: Telling
    extended_by: tuple[Telling, ...] = ()


class Refusal(NamedTuple):
    """A measure that a fact could ground and does not."""

    partner: str
    measure: str
    record: RecordId
    why: Why


@dataclass(slots=True)
class Owed:
    """What was found for one subject."""

    grounds: dict[Measure, list[Ground]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def ruling(self, measure: Measure) -> Ground:
        """The ground that gives the terms: the longest-lasting, then the lowest record (R10)."""
        return min(
            self.grounds[measure],
            key=lambda g: (-(g.until or date.max).toordinal(), g.record, g.trigger),
        )

    def reasons(self, measure: Measure) -> list[Refusal]:
        """Why a measure that is not owed is not."""
        wanted = (measure.partner, measure.measure)
        return [r for r in self.refusals if (r.partner, r.measure) == wanted]


def owed(world: World, subject: UUID) -> Owed:
    """What a subject should carry on the world's day, from all that hangs together with it."""
    found, all_facts = Owed(), facts(world)
    for fact in all_facts:
        if not fact.members[0].content.order:
            _from_fact(world, fact, subject, found)
    _from_orders(world, all_facts, subject, found)
    return found


def _from_fact(world: World, fact: Fact, subject: UUID, found: Owed) -> None:
    acting = deeds(world, fact)
    withdrawn = {record for deed, record in acting if deed is Deed.WITHDRAWS}
    ruling = ruling_of(fact, withdrawn, world.day)
    content = (ruling or fact.members[0]).content
    named = parts(content, subject)
    if not named:
        return
    done = {deed for deed, _ in acting}
    for row in world.rows(content):
        edition = world.ruling(row, content.decided_on)
        why = _why_not(world, ruling, edition, done, content.begins)
        if why is None and edition is not None:
            why = refused(content, named, edition, world.day, _youngest(world, subject))
        until = None if edition is None else last_day(content, edition.term_months)
        if why is None and (until or date.max) < world.day:
            why = Why.EXPIRED
        if why is not None or edition is None:
            partner, measure = _row_names(world, row)
            refusal = Refusal(partner, measure, content.record, why or Why.NO_EDITION)
            found.refusals.append(refusal)
            continue
        ground = Ground(content.record, row[1], content.begins, until, edition, content)
        for instance in _instances(content.objects, edition):
            measure_on = Measure(edition.partner, subject, edition.measure, instance)
            found.grounds.setdefault(measure_on, []).append(ground)


def _why_not(
    world: World,
    ruling: Record | None,
    edition: MeasureRow | None,
    done: set[Deed],
    begins: date,
) -> Why | None:
    if ruling is None:
        return Why.OVER
    if begins > world.day:
        return Why.AHEAD
    if edition is None:
        return Why.NO_EDITION
    if Deed.REPAIRS in done:
        return Why.REPAIRED
    if Deed.MARKS in done and edition.on_objection is OnObjection.SUSPEND:
        return Why.MARKED
    return None


def _instances(things: tuple[str, ...], edition: MeasureRow) -> Iterator[str]:
    """One measure, or one per object where the row says so (R11)."""
    if edition.per_object and things:
        yield from (f"||{thing}" for thing in things)
    else:
        yield ""


def _from_orders(world: World, all_facts: list[Fact], subject: UUID, found: Owed) -> None:
    """A mark or an age does not touch a court's order over property (R5, R9); a repair does."""
    orders = orders_of(world.records)
    repaired = _repaired_orders(world, all_facts)
    for original in orders.all:
        content = original.content
        claim = content.subject
        if content.order not in OPENING or claim is None or claim.subject != subject:
            continue
        for row in world.rows(content):
            edition = world.ruling(row, content.decided_on)
            for thing in objects(original):
                why: Why | None = Why.NO_EDITION
                until, counted = None, list[Record]()
                if edition is not None:
                    until, counted = extended(
                        original, orders, thing, edition.term_months, world.day
                    )
                    why = _order_refused(original, edition, until, world.day)
                    if original.id in repaired:
                        why = why or Why.REPAIRED
                    if ended(original, orders, thing, world.day):
                        why = Why.ENDED_BY_ORDER
                if why is not None or edition is None:
                    partner, measure = _row_names(world, row)
                    refusal = Refusal(partner, measure, content.record, why or Why.NO_EDITION)
                    found.refusals.append(refusal)
                    continue
                instance = f"{original.source}|{original.id[1]}|{thing}"
                measure_on = Measure(content.addressee, subject, edition.measure, instance)
                ground = Ground(
                    content.record,
                    row[1],
                    content.begins,
                    until,
                    edition,
                    content,
                    tuple(order.content for order in counted),
                )
                found.grounds.setdefault(measure_on, []).append(ground)


def _repaired_orders(world: World, all_facts: list[Fact]) -> set[RecordId]:
    """Originals that a repair stops: for all by a court, or as the copy of who repaired it (R4)."""
    return {
        member.id
        for fact in all_facts
        if fact.members[0].content.order in OPENING
        for deed, about in deeds(world, fact)
        for member in fact.members
        if deed is Deed.REPAIRS or (deed is Deed.WITHDRAWS and member.id == about)
    }


def _order_refused(
    original: Record, edition: MeasureRow, until: date | None, day: date
) -> Why | None:
    content = original.content
    if original.over(day):
        return Why.OVER
    if content.begins > day:
        return Why.AHEAD
    kind = content.subject.kind if content.subject else ""
    if kind == "UNREGISTERED":
        return Why.UNREGISTERED
    if kind not in edition.targets:
        return Why.NOT_TARGETED
    return Why.EXPIRED if (until or date.max) < day else None


def _row_names(world: World, row: RowId) -> tuple[str, str]:
    return next((r.partner, r.measure) for r in world.catalogue.measures if r.row == row)


def _youngest(world: World, subject: UUID) -> date | None:
    """The latest birth date any telling gives for a person (R9)."""
    claims = [
        claim
        for record in world.records
        for telling in record.versions
        for claim in (telling.subject, *(person.claim for person in telling.related))
        if claim is not None and claim.subject == subject
    ]
    return max((claim.born for claim in claims if claim.born), default=None)
