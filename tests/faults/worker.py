"""The worker under faults: the shipped loop, decider and store, started anew when they end."""

from dataclasses import dataclass, field
from math import inf

import psycopg

from faults.broker import BrokerSource
from faults.sessions import ended
from faults.town import CLOCK, KEYS, Town, register, stamp_of
from streams.deciding.assembly import decider_of, store_of
from streams.deciding.line_store import MastershipLost
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.store.connection import Connection, connect, connect_to_decide
from streams.worker.loop import Loop
from streams.worker.mastership import beat, try_lock
from streams.worker.opening import begin

DECIDING, BEATING = "hub worker", "hub heartbeat"
#: What ends a worker's process when its session is lost; anything else is a bug.
LOST = (psycopg.OperationalError, MastershipLost)


@dataclass(slots=True, kw_only=True)
class Worker:
    """One worker and those that follow it. `line_store_of`: the line's on a `PostgresStore`."""

    town: Town
    line_store_of: type[PostgresLineStore] = PostgresLineStore
    _open: list[Connection] = field(default_factory=list)
    _loop: Loop | None = None
    _ended: int = 0

    async def turn(self) -> None:
        """
        Everything that waits is decided: commands, days, messages.

        A worker that ends is followed by another, once its session is gone with its lock.
        """
        while True:
            try:
                loop = self._loop = self._loop or self._start()
                beat(self._open[1], self._open[0].info.backend_pid)
                loop._commands_at = -inf
                await loop.step()
            except LOST:
                self._ended += 1
                assert self.town.calls.failed, "a worker ended without a fault"
                assert self._ended == 1, "one fault ended two workers"
                self.end()
                ended(self.town.url, DECIDING, BEATING)
            else:
                return

    def _start(self) -> Loop:
        """As `streams.worker.service` does, but for the broker."""
        self._open.append(connect_to_decide(self.town.url, DECIDING))
        self._open.append(connect(self.town.url, BEATING))
        deciding = self._open[0]
        assert try_lock(deciding), "another worker decides"
        store = store_of(deciding, KEYS)
        line_store = self.line_store_of(store)
        decider = decider_of(line_store, KEYS, lambda: stamp_of(decider.entry + 1))
        begin(decider, deciding, CLOCK, None)
        decider.judge_again()

        def open_source() -> BrokerSource:
            register(deciding)
            store.reread_topics()
            decider.positions = dict(line_store.state().positions)
            return BrokerSource(self.town.broker, decider.positions)

        async def reopen() -> BrokerSource:
            return open_source()

        return Loop(
            decider=decider,
            source=open_source(),
            clock=CLOCK,
            reopen=reopen,
            database_now=line_store.now,
            allowed_through=line_store.advanced_through(),
        )

    def end(self) -> None:
        """Its process is gone."""
        for connection in self._open:
            connection.close()
        self._open.clear()
        self._loop = None
