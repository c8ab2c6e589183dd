"""
After a restore: what partners heard since the backup is made right, then they are told again.

The line must have decided all that was on the topics; acts that were lost with the database must
have been done once more. Killed at any point it can be run again.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar
from uuid import UUID

from streams.line.command import TellAnew
from streams.operate.backup.newer import Newer
from streams.operate.backup.told import ends_of
from streams.statements import backup_statement
from streams.store.connection import Connection
from streams.store.topics import positions, topics_left
from streams.wiring.failures import CannotRun

T = TypeVar("T")

#: Subjects, or strays, of one entry.
CHUNK: Final = 500
LOOK_EVERY_S: Final = 0.2

#: Has an act taken; raises `CannotRun` when it is not.
Ask = Callable[[TellAnew], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """
    What was done: `lost` directives partners had heard of, `measures` told anew, `taken_back`
    strays, `unnamed` ids of measures that no directive's text names; a person must call there.
    """

    generation: int
    lost: int
    measures: int
    taken_back: int
    unnamed: tuple[tuple[str, UUID], ...]


def open_generation(connection: Connection) -> int:
    """The generation whose partners were not told yet. Raises `CannotRun` where there is none."""
    row = connection.execute(
        "SELECT max(number), bool_or(told_at IS NULL) FROM generation"
    ).fetchone()
    if row is None or not row[1]:
        raise CannotRun("Partners are told as usual: nothing was restored that they wait for.")
    return int(row[0])


def await_decided(connection: Connection, bootstrap: str, patience_s: float) -> None:
    """
    Return once every message that was on the input topics at the call is decided.

    What comes in meanwhile is not waited for, nor a topic that is gone with its department. Raises
    `CannotRun` after `patience_s`.
    """
    ends = ends_of(bootstrap, positions(connection), topics_left(connection))
    deadline = time.monotonic() + patience_s
    while True:
        decided = positions(connection)
        waiting = sum(max(0, end - decided[place]) for place, end in ends.items())
        if not waiting:
            return
        if time.monotonic() > deadline:
            raise CannotRun(
                f"{waiting} messages are not decided yet. Partners are told once they are: see "
                "hub status, then try again."
            )
        time.sleep(LOOK_EVERY_S)


def retell(
    connection: Connection, found: Newer, pool: AbstractSet[UUID], generation: int, ask: Ask
) -> Retold:
    """
    Have the line decide what follows, remember what was lost, and let the senders go on.

    `pool`: subjects of whose facts the pool's readers heard what this hub may not have decided.
    """
    told_of = {**dict.fromkeys(sorted(pool), frozenset[UUID]()), **found.measures}
    for some in _chunks(told_of.items()):
        ask(
            TellAnew(
                generation=generation,
                subjects=frozenset(subject for subject, _ in some),
                measures=frozenset(measure for _, mine in some for measure in mine),
            )
        )
    for strays in _chunks(found.strays):
        subjects = frozenset(stray.key.subject for stray in strays)
        ask(TellAnew(generation=generation, subjects=subjects, measures=frozenset(), strays=strays))
    _let_go(connection, found, generation)
    return Retold(
        generation=generation,
        lost=len(found.lost),
        measures=sum(len(mine) for mine in found.measures.values()),
        taken_back=len(found.strays),
        unnamed=tuple((each.partner, each.measure_id) for each in found.unnamed),
    )


def _let_go(connection: Connection, found: Newer, generation: int) -> None:
    given: Mapping[str, object] = {
        "directives": [each.directive_id for each in found.lost],
        "measures": [each.measure_id for each in found.lost],
        "partners": [each.partner for each in found.lost],
        "generation": generation,
    }
    with connection.transaction():
        connection.execute(backup_statement("keep_lost"), given)
        connection.execute("UPDATE generation SET told_at = now() WHERE told_at IS NULL")


def _chunks(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    waiting = iter(items)
    while some := tuple(islice(waiting, CHUNK)):
        yield some
