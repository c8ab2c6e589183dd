"""Which measures are due on a day, and why others are not (R7, R8, R10, R23)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from oracle import orders as court
from oracle.editions import counting
from oracle.kinds.table import is_order
from oracle.lists import untold
from oracle.persons import Reached, reached, spared_as_minor
from oracle.pool import Pooled, orders_in
from oracle.records import Record
from oracle.ruling import Place, Ruling, ruling
from oracle.terms import begins, objects, terms
from oracle.triggers import rows
from oracle.world import World
from schemas.catalogue.model import Effect, MeasureRow, TargetRole
from streams.kinds.event import Event
from streams.rule.measure import Ground, Terms


class Held(NamedTuple):
    """Which measure on whom at which partner; `subject` is a canonical identity."""

    partner: str
    subject: str
    measure: str
    instance: str = ""


class Refusal(NamedTuple):
    """A measure a standing fact could ground and does not, with the code that says why."""

    subject: str
    measure: str
    record_no: str
    code: str


class Due(NamedTuple):
    """A measure with what one ground gives it, and the place of the edition that rules there."""

    held: Held
    terms: Terms
    place: Place


def every_ground(world: World, pool: list[Pooled], day: date) -> Iterator[Due | Refusal]:
    """Yield each ground of each measure on the day, and each refusal."""
    orders = orders_in(pool)
    for known in pool:
        content = known.ruling.content
        if known.over:
            continue
        for row in rows(world, content, day):
            for who in reached(content, day):
                holds = refused(world, known, who, row, day)
                if isinstance(holds, str):
                    yield Refusal(who.identity, row[0], content.record_no, holds)
                elif is_order(content):
                    yield from order_grounds(world, known.ruling, orders, who, holds, day)
                else:
                    yield from plain_grounds(content, who, holds, day)


def refused(
    world: World, known: Pooled, who: Reached, row: tuple[str, str], day: date
) -> Ruling | str:
    """Return what holds, or the code of what stands against the measure."""
    content = known.ruling.content
    holds = ruling(world, row, content, who.role, day)
    if isinstance(holds, str):
        return holds
    if spared_as_minor(world, content, who):
        return "D2004"
    if (known.repaired and holds.lifts) or (known.marked and holds.suspends):
        return "D2003"
    if untold(world, content, day):
        return "D2010"
    return holds


def plain_grounds(content: Event, who: Reached, holds: Ruling, day: date) -> Iterator[Due]:
    """Yield the measure, once or once per object, if the day lies within its term."""
    row, until = holds.edition, holds.until
    if begins(content) <= day and (until is None or day <= until):
        things = objects(content) if row.per_object else {"": ""}
        for name, thing in things.items():
            held = Held(row.partner, who.identity, row.measure, f"||{name}" if name else "")
            said = terms(content, row, ground=ground(content, row), until=until, thing=thing)
            yield Due(held, said, holds.place)


def order_grounds(
    world: World, order: Record, orders: list[Record], who: Reached, holds: Ruling, day: date
) -> Iterator[Due]:
    """Yield the measure once per object, if not released and within the extended term (R6)."""
    content, row = order.content, holds.edition
    for name, thing in objects(content).items():
        term = court.extended(
            order, orders, name, own=row, edition_of=edition_of(world, row.row, day), day=day
        )
        within = begins(content) <= day and (term.until is None or day <= term.until)
        if within and not court.released(order, orders, name):
            held = Held(row.partner, who.identity, row.measure, instance(order, name))
            said = terms(
                content,
                row,
                ground=ground(content, row),
                until=term.until,
                thing=thing,
                documents=term.documents,
            )
            yield Due(held, said, holds.place)


def edition_of(world: World, row: tuple[str, str], day: date) -> court.EditionOf:
    """Return how to find the edition that counts for an order by its own day, as known on `day`."""

    def of(order: Record) -> MeasureRow | None:
        subject = order.content.subject
        assert subject is not None
        role = TargetRole.__members__.get(subject.kind.name)
        return counting(world, row, role, court.decided(order), day)

    return of


def instance(original: Record, name: str) -> str:
    """Return which freeze it is: the court, the number of the original, the object (R6)."""
    return f"{original.source}|{original.record_no}|{name}"


def ground(content: Event, row: MeasureRow) -> Ground:
    """Return the record that holds a measure up."""
    return Ground(source=content.source, record_no=content.record_no, trigger=row.trigger)


def in_force(grounds: list[Due]) -> dict[Held, Terms]:
    """
    Return one set of terms per measure: the longest-lasting ground's, with all grounds (R10).

    Ties go by source and number; of one record by the mildest effect, then by the trigger; of one
    row that reaches somebody in several roles by the place of the ruling edition (R8).
    """

    def first(due: Due) -> tuple[bool, int, str, str, Effect, str, Place]:
        until = due.terms.valid_until
        last = -until.toordinal() if until else 0
        (mine,) = due.terms.grounds
        effect = due.terms.effect
        return until is not None, last, mine.source, mine.record_no, effect, mine.trigger, due.place

    found: dict[Held, Terms] = {}
    for held in {due.held for due in grounds}:
        mine = [due for due in grounds if due.held == held]
        every = {ground for due in mine for ground in due.terms.grounds}
        found[held] = replace(min(mine, key=first).terms, grounds=tuple(sorted(every)))
    return found
