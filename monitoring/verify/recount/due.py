"""Which measures one subject should carry, and why others not (R5 to R10, R22, R23)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from monitoring.verify.recount.attached import deeds
from monitoring.verify.recount.editions import RowId
from monitoring.verify.recount.facts import Fact, facts
from monitoring.verify.recount.kinds.shape import Deed, Nature, OrderAct
from monitoring.verify.recount.naming import UNREGISTERED
from monitoring.verify.recount.orders import (
    End,
    Orders,
    ended,
    extended,
    objects,
    orders_of,
)
from monitoring.verify.recount.persons import Part, parts, stands_against
from monitoring.verify.recount.record import Record
from monitoring.verify.recount.respects import RowTerms
from monitoring.verify.recount.standing import ruling_of
from monitoring.verify.recount.terms import last_day
from monitoring.verify.recount.triggers import held_back
from monitoring.verify.recount.version import RecordId, Version
from monitoring.verify.recount.why import Why
from monitoring.verify.recount.world import World
from schemas.catalogue.model import MeasureRow


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
    content: Version
    extended_by: tuple[Version, ...] = ()


def _end(ground: Ground) -> int:
    return (ground.until or date.max).toordinal()


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
            key=lambda g: (-_end(g), g.record, g.trigger),
        )

    def reasons(self, measure: Measure) -> list[Refusal]:
        """Why a measure that is not owed is not."""
        wanted = (measure.partner, measure.measure)
        return [r for r in self.refusals if (r.partner, r.measure) == wanted]


def owed(world: World, subject: UUID) -> Owed:
    """What a subject should carry on the world's day, from all that hangs together with it."""
    found, all_facts = Owed(), facts(world)
    for fact in all_facts:
        if fact.kind.nature is Nature.FACT:
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
    told = [part.naming.born for part in named if part.naming.born is not None]
    born = max(told, default=_youngest(world, subject))
    done = {deed for deed, _ in acting}
    over = _over(world, ruling, content.begins) or held_back(world.catalogue, content)
    for row in world.rows(content):
        asked = _in_order((part, world.terms(row, part.role, content)) for part in named)
        tried = [
            over or _tried(world, row, content, part, terms, born, done) for part, terms in asked
        ]
        grounds = [one for one in tried if isinstance(one, Ground)]
        if not grounds:
            partner, measure = _row_names(world, row)
            found.refusals.append(Refusal(partner, measure, content.record, _furthest(tried)))
            continue
        ground = max(grounds, key=_end)
        edition = ground.edition
        for instance in _instances(content.objects, edition):
            measure_on = Measure(edition.partner, subject, edition.measure, instance)
            found.grounds.setdefault(measure_on, []).append(ground)


def _in_order(
    asked: Iterable[tuple[Part, RowTerms | None]],
) -> list[tuple[Part, RowTerms | None]]:
    """Parts with their terms: of those that end on one day the first holds (R8)."""
    found = list(asked)
    targeted = [(part, terms) for part, terms in found if terms is not None]
    others = [(part, terms) for part, terms in found if terms is None]
    return [*sorted(targeted, key=lambda pair: pair[1].rank), *others]


def _tried(
    world: World,
    row: RowId,
    content: Version,
    part: Part,
    terms: RowTerms | None,
    born: date | None,
    done: set[Deed],
) -> Ground | Why:
    """
    What a row makes of somebody in one part: each role is asked by itself (R8, R9).

    `terms`: the row's for that role. `done`: what acts on the fact. A repair takes nothing from a
    row that keeps its measure (R23).
    """
    if terms is None and not _any_edition(world, row, content):
        return Why.NO_EDITION
    edition = None if terms is None else terms.edition
    why = stands_against(content, part, edition, world.day, born)
    if why is not None or terms is None:
        return why or Why.NO_EDITION
    if Deed.REPAIRS in done and terms.lifts:
        return Why.REPAIRED
    if Deed.MARKS in done and terms.suspends:
        return Why.MARKED
    if (terms.until or date.max) < world.day:
        return Why.EXPIRED
    return Ground(content.record, row[1], content.begins, terms.until, terms.edition, content)


def _any_edition(world: World, row: RowId, content: Version) -> bool:
    """Whether the row has a basis at all, for whomever."""
    roles = {role for edition in world.editions.ever(row) for role in edition.targets}
    decided_on, day = content.decided_on, world.day
    return any(world.editions.counting(row, role, decided_on, day) for role in roles)


def _furthest(tried: Iterable[Ground | Why]) -> Why:
    """Of several reasons the one that was asked for last."""
    order = list(Why)
    return max((why for why in tried if isinstance(why, Why)), key=order.index)


def _over(world: World, ruling: Record | None, begins: date) -> Why | None:
    """Why a fact grounds nothing today, whatever the row."""
    if ruling is None:
        return Why.OVER
    return Why.AHEAD if begins > world.day else None


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
        naming = content.subject
        if content.order.act is not OrderAct.OPENS or naming is None or naming.subject != subject:
            continue
        for row in world.rows(content):
            for thing in objects(original):
                ground = _from_order(world, orders, original, row, thing)
                why = ground if isinstance(ground, Why) else None
                if original.id in repaired:
                    why = why or Why.REPAIRED
                if ended(original, orders, thing):
                    why = Why.ENDED_BY_ORDER
                if why is not None or isinstance(ground, Why):
                    partner, measure = _row_names(world, row)
                    refusal = Refusal(partner, measure, content.record, why or Why.NO_EDITION)
                    found.refusals.append(refusal)
                    continue
                instance = f"{original.source}|{original.id[1]}|{thing}"
                measure_on = Measure(
                    content.order.addressee, subject, ground.edition.measure, instance
                )
                found.grounds.setdefault(measure_on, []).append(ground)


def _from_order(
    world: World, orders: Orders, original: Record, row: RowId, thing: str
) -> Ground | Why:
    """What an order makes of one object; its term, and each continuation's, is its own day's."""
    content, day = original.content, world.day
    role = content.subject.kind if content.subject else ""
    edition = world.of_its_day(row, role, content.decided_on)
    if original.over(day):
        return Why.OVER
    if content.begins > day:
        return Why.AHEAD
    if role == UNREGISTERED:
        return Why.UNREGISTERED
    if edition is None:
        known = _any_edition(world, row, content)
        return Why.NOT_TARGETED if known else Why.NO_EDITION

    def end_of(order: Record) -> End | None:
        about, decided_on = order.content.subject, order.content.decided_on
        if about is None or decided_on is None:
            return None
        own = world.editions.on(row, about.kind, decided_on)
        return None if own is None else End(last_day(order.content, own))

    until, counted = extended(original, orders, thing, day, end_of)
    if (until or date.max) < day:
        return Why.EXPIRED
    by = tuple(order.content for order in counted)
    return Ground(content.record, row[1], content.begins, until, edition, content, by)


def _repaired_orders(world: World, all_facts: list[Fact]) -> set[RecordId]:
    """Originals that a repair stops: for all by a court, or as the copy of who repaired it (R4)."""
    return {
        member.id
        for fact in all_facts
        if fact.members[0].content.order.act is OrderAct.OPENS
        for deed, about in deeds(world, fact)
        for member in fact.members
        if deed is Deed.REPAIRS or (deed is Deed.WITHDRAWS and member.id == about)
    }


def _row_names(world: World, row: RowId) -> tuple[str, str]:
    return next((r.partner, r.measure) for r in world.catalogue.measures if r.row == row)


def _youngest(world: World, subject: UUID) -> date | None:
    """The latest birth date any version gives for a person (R9)."""
    namings = [
        naming
        for record in world.records
        for version in record.versions
        for naming in (version.subject, *(person.naming for person in version.related))
        if naming is not None and naming.subject == subject
    ]
    return max((naming.born for naming in namings if naming.born), default=None)
