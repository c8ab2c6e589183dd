"""
The shipped worker, step by step in this process: its opening, its loop, and three ways to end.

What serves in production runs the same loop until a signal comes
(`streams/worker/service.py:Line`).
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID, uuid4

import psycopg

from machine.ground import Place
from machine.passing import Passing
from streams.deciding.line_store import LineStore, MastershipLost, Ranges
from streams.identify.pseudonym import PseudonymKey
from streams.line.changes import Changes
from streams.line.command import Doing
from streams.statements import store_statement
from streams.store.commands import to_row
from streams.store.connection import Connection, connect_to_decide
from streams.wiring.keys import Keys, load_keys
from streams.worker.duties import Duties
from streams.worker.loop import Loop
from streams.worker.mastership import stand_by
from streams.worker.service import Line

#: Every step of a play is done long before, or something hangs.
PATIENCE_S = 60.0


class Died(Exception):
    """The process ended here."""


class DiesAfterCommit:
    """A store whose process ends when the first commit has come through."""

    def __init__(self, under: LineStore) -> None:
        self._under = under

    def __getattr__(self, name: str) -> Any:
        return getattr(self._under, name)

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """Write the entry; nobody hears of it."""
        self._under.commit(changes, ranges)
        raise Died


@dataclass(slots=True)
class Worker:
    """The worker in charge; `ends`: where what was published so far ends, by partition."""

    place: Place
    observer: Connection
    time: Passing
    keys: Keys = field(init=False)
    ends: dict[tuple[str, int], int] = field(default_factory=dict)
    session: Connection = field(init=False)
    loop: Loop = field(init=False)

    def __post_init__(self) -> None:
        self.keys = load_keys(self.place.settings.keys_folder)

    @property
    def hmac(self) -> PseudonymKey:
        """The key under which the worker finds subjects."""
        ring = self.keys.identity_hmac
        return PseudonymKey(version=ring.newest, secret=ring.current)

    def take_over(self) -> None:
        """A new worker takes the lock and goes on from what the database holds."""
        self.session = connect_to_decide(self.place.url, "hub worker")
        assert stand_by(self.session, lambda: False, lambda: None)
        line = Line(self.place.settings, self.keys, lambda: None)
        self.loop = self.place.runner.run(line._open(self.session, Duties(self.session)))
        self.loop.decider.stamp = lambda: (uuid4(), self.time.now())
        self.place.runner.run(self.loop.work_off())

    def end(self) -> None:
        """The process is gone, and its connections with it."""
        self.place.runner.run(self.loop.source.stop())
        self.session.close()

    # --- work ------------------------------------------------------------------------------------

    def decide(self) -> None:
        """Work until everything published has been decided."""
        self.work_until(self.decided)

    def decided(self) -> bool:
        """Whether everything published has been decided."""
        at = self.loop.decider.positions
        return all(at.get(place, 0) >= end for place, end in self.ends.items())

    def work_until(self, holds: Callable[[], bool]) -> None:
        """Let the loop go round until something holds."""
        self.place.runner.run(self._work_until(holds))

    async def _work_until(self, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            self.loop._commands_at = 0.0  # looks for commands now, not in a fifth of a second
            await self.loop.step()
            assert time.monotonic() < deadline, "the loop does not come to an end"

    def asked(self, doing: Doing) -> UUID:
        """Ask for an act as the command line does; a worker takes it."""
        name, arguments = to_row(doing)
        command = uuid4()
        given = {"id": command, "asked_by": "office", "because": "the play goes so", "name": name}
        self.observer.execute(store_statement("ask"), {**given, "arguments": arguments})
        return command

    def act(self, doing: Doing) -> None:
        """Ask, and work until it is done."""
        command = self.asked(doing)
        self.work_until(lambda: self._taken(command))

    def _taken(self, command: UUID) -> bool:
        query = "SELECT FROM command WHERE id = %s AND entry IS NOT NULL"
        return self.observer.execute(query, (command,)).fetchone() is not None

    # --- ends ------------------------------------------------------------------------------------

    def lose_session(self) -> None:
        """The database ends the session; the worker must not come further."""
        pid = self.session.info.backend_pid
        self.observer.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))
        try:
            self.work_until(lambda: False)
        except (psycopg.OperationalError, MastershipLost):
            self.end()
        else:
            raise AssertionError("a worker without its session went on")

    def die_after_commit(self) -> None:
        """The process ends right after its next commit, if there is anything to be decided."""
        self.loop.decider.line_store = cast(
            "LineStore", DiesAfterCommit(self.loop.decider.line_store)
        )
        with suppress(Died):
            self.decide()
        self.end()
