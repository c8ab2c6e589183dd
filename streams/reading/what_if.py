"""What a catalogue load would change in the pool: whom it would add, amend and free (试算)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.model import Catalogue
from streams.line.acts import load_refused
from streams.line.decide import Rulebook, rulebook
from streams.line.leaving import leaving
from streams.line.store import Need
from streams.line.what_if import would_follow
from streams.send.directive import Directive, DirectiveAction
from streams.statements import reading_statement
from streams.store.open_with import open_with
from streams.store.store import PostgresStore
from streams.wiring.failures import CannotRun

#: Subjects that are judged at a time, as after a load.
CHUNK: Final = 1_000


class LoadEffect(StrEnum):
    """What a load would do to a measure."""

    ADD = "ADD"  #: a measure that is not in force would be imposed
    AMEND = "AMEND"  #: a measure in force would say something else
    LIFT = "LIFT"  #: a measure in force would be lifted


_OF_ACTION: Final = {
    DirectiveAction.IMPOSE: LoadEffect.ADD,
    DirectiveAction.AMEND: LoadEffect.AMEND,
    DirectiveAction.LIFT: LoadEffect.LIFT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldChange:
    """
    One directive that the load would bring.

    `subject`: opaque key. `reason`: of a LIFT, why the measure would end. `held`: it would wait
    for approval. `valid_until` None: until it is lifted.
    """

    effect: LoadEffect
    partner: str
    measure: str
    subject: UUID
    instance: str
    list_version: str
    valid_from: date
    valid_until: date | None
    reason: str
    held: bool
    directive_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How many directives of one sort the load would bring for one measure at one partner."""

    partner: str
    measure: str
    effect: LoadEffect
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """
    What the load of version `to` would bring after version `of`, on the line's day.

    `refused`: why it would not be loaded; then nothing would change. `changes` in the order of
    partner, measure, effect and subject.
    """

    of: str
    to: str
    day: date
    subjects: int
    refused: str
    sums: tuple[Sum, ...] = ()
    changes: tuple[WouldChange, ...] = ()


def what_if(
    store: PostgresStore,
    loaded: Rulebook,
    old: Catalogue | None,
    new: Catalogue,
    told: Callable[[int, int], None],
) -> WhatIf:
    """
    Judge everybody under `old` and then under `new`, at one moment, and write nothing.

    `loaded`: the rulebook in force. `old` None: its catalogue. `told` hears how many of how many
    were judged. Raises `CannotRun` before the first day.
    """
    with _one_moment(store):
        day = store.where().day
        if day is None:
            raise CannotRun("The hub's first day has not begun: there is nobody to judge yet.")
        books = [loaded]
        for catalogue in (new,) if old is None else (old, new):
            before = books[-1].catalogue
            refused = _refused(store, before, catalogue, day)
            if refused:
                return WhatIf(
                    of=(old or loaded.catalogue).version,
                    to=new.version,
                    day=day,
                    subjects=0,
                    refused=f"version {catalogue.version}: {refused}",
                )
            books.append(rulebook(next_catalogue(before, catalogue, day)))
        subjects, directives = _judged(store, day, books, told)
    changes = sorted(
        map(_change, directives),
        key=lambda each: (each.partner, each.measure, each.effect, each.subject, each.instance),
    )
    counted = Counter((each.partner, each.measure, each.effect) for each in changes)
    return WhatIf(
        of=(old or loaded.catalogue).version,
        to=new.version,
        day=day,
        subjects=subjects,
        refused="",
        sums=tuple(
            Sum(partner=partner, measure=measure, effect=effect, count=count)
            for (partner, measure, effect), count in sorted(counted.items())
        ),
        changes=tuple(changes),
    )


def _judged(
    store: PostgresStore, day: date, books: Sequence[Rulebook], told: Callable[[int, int], None]
) -> tuple[int, list[Directive]]:
    row = store.connection.execute(reading_statement("number_of_subjects")).fetchone()
    total = 0 if row is None else int(row[0])
    done, found = 0, list[Directive]()
    for chunk in _chunks(store):
        snapshot = store.load(Need(subjects=chunk, whole=True))
        found += would_follow(chunk, snapshot, day, books)
        done += len(chunk)
        told(done, total)
    return done, found


def _chunks(store: PostgresStore) -> Iterator[frozenset[UUID]]:
    """Everybody, a thousand at a time, in the order of their keys."""
    last = UUID(int=0)
    while True:
        given = {"after": last, "limit": CHUNK}
        keys = [
            key for (key,) in store.connection.execute(reading_statement("subjects_after"), given)
        ]
        if not keys:
            return
        yield frozenset(keys)
        last = keys[-1]


def _refused(store: PostgresStore, loaded: Catalogue, new: Catalogue, day: date) -> str:
    """Why the line would not load `new` after `loaded`; blank if it would."""
    found = open_with(store.connection, leaving(loaded, new))
    refused = load_refused(new, loaded, day, found)
    return "" if refused is None else refused.told


def _change(directive: Directive) -> WouldChange:
    terms = directive.terms
    return WouldChange(
        effect=_OF_ACTION[directive.action],
        partner=directive.key.partner,
        measure=directive.key.measure,
        subject=directive.key.subject,
        instance=directive.key.instance,
        list_version=terms.list_version,
        valid_from=terms.valid_from,
        valid_until=terms.valid_until,
        reason=directive.reason,
        held=directive.held,
        directive_id=directive.directive_id,
    )


@contextmanager
def _one_moment(store: PostgresStore) -> Iterator[None]:
    """All that is read within is of one moment, and nothing can be written."""
    with store.connection.transaction():
        store.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
