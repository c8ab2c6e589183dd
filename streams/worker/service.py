"""
The worker process: Faust's runtime around one task that reads, decides and commits (D2).

Faust gives supervision, signals and logging; its consumers, acknowledgements and tables carry
nothing. No exception decides what is acknowledged: any that is not handled ends the process.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from uuid import uuid4

import faust
import mode
import psycopg
from prometheus_client import CollectorRegistry

from monitoring.metrics import worker_metrics
from streams.deciding.assembly import decider_of, store_of
from streams.store.away import AWAY
from streams.store.connection import connect, connect_to_decide
from streams.store.schema_version import require_known
from streams.store.session import Session
from streams.wiring.clock import clock_of
from streams.wiring.keys import Keys, load_keys
from streams.wiring.seldom import Seldom
from streams.wiring.settings import Settings
from streams.worker.counted import CountedLineStore
from streams.worker.duties import Duties
from streams.worker.keying import key_contents
from streams.worker.last_words import first_line, in_words
from streams.worker.loop import Loop
from streams.worker.mastership import ASK_EVERY_S, BEAT_EVERY_S, beat, stand_by
from streams.worker.numbering import number_orders
from streams.worker.opening import (
    TRY_EVERY_S,
    begin,
    open_source,
    open_when_it_answers,
)
from streams.worker.source import Source

#: How long a session on which nothing is decided may be without an answer.
ANSWER_S = 20.0
#: At its end the event loop runs so long for what was cancelled.
GOODBYE_S = 0.05

log = logging.getLogger(__name__)


class ToldToStop(Exception):
    """A stop was asked for while broker or database was waited for."""


def serve(settings: Settings, ready: Callable[[], None]) -> int:
    """Run a worker until SIGTERM; it decides while it holds the lock, else it stands by."""
    app = faust.App(
        "credit-hub",
        broker=f"kafka://{settings.bootstrap_servers}",
        datadir=str(settings.data / "faust"),
        web_enabled=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
    )
    app.producer_only = True
    # Its producer would carry nothing, and end the process where the broker is away.
    app.boot_strategy.enable_kafka = False
    line = Line(settings, load_keys(settings.keys_folder), ready)
    worker = _Worker(
        app, line, loglevel=settings.log_level, redirect_stdouts=False, override_logging=False
    )
    worker.spinner = None  # what it draws would stand in the log, between lines of JSON
    try:
        worker.execute_from_commandline()
    except SystemExit as ended:
        # Faust has logged what went wrong; in words it comes last, where an operator looks.
        reason = in_words(line.crash_reason or ended.__context__, settings)
        if reason is not None:
            raise reason from None
        return int(ended.code or 0)


class _Worker(faust.Worker):
    """Faust's, which leaves the process's title alone: the command line says whose it is."""

    def _setproctitle(self, *_title: str, **_more: str) -> None:
        """Change nothing, also where the package that could is installed."""

    async def _sentinel_task(self) -> None:
        """Let what was cancelled end. Faust gives it a second, by which the next is later."""
        await asyncio.sleep(GOODBYE_S)


class Line(mode.Service):
    """The line as one supervised service: standby first, then the deciding loop."""

    wait_for_shutdown = True
    shutdown_timeout = 30.0

    def __init__(self, settings: Settings, keys: Keys, ready: Callable[[], None]) -> None:
        super().__init__()
        self._settings = settings
        self._keys = keys
        self._ready = ready
        self._deciding: Loop | None = None
        self._seldom = Seldom()

    @mode.Service.task
    async def decide(self) -> None:
        """Wait for the database and the lock, then decide until told to stop."""
        try:
            while not self.should_stop:
                deciding = await self._connected(connect_to_decide, "hub worker")
                if await self._stand_by(deciding):
                    await self._hold(deciding)
                    return
        except ToldToStop:
            return
        finally:
            self.set_shutdown()

    async def _connected(self, how: Callable[[str, str], Session], name: str) -> Session:
        """A session; while the database is away the log says so and it is tried again."""
        while True:
            try:
                return await asyncio.to_thread(how, self._database, name)
            except psycopg.OperationalError as away:
                if self.should_stop:
                    raise ToldToStop from away
                self._wait_for_database("The database does not answer", away)
                await asyncio.sleep(TRY_EVERY_S)

    async def _stand_by(self, deciding: Session) -> bool:
        """
        Whether this session holds the lock; False if told to stop, or if it was lost before.

        Whoever decides nothing has lost nothing with it: another one is opened.
        """
        deciding.answer_s = ANSWER_S
        try:
            await asyncio.to_thread(require_known, deciding)
            return await asyncio.to_thread(
                stand_by, deciding, lambda: bool(self.should_stop), self._ready
            )
        except AWAY as lost:
            self._wait_for_database("Nobody can stand by at the database", lost)
            deciding.close()
            await asyncio.sleep(ASK_EVERY_S)
            return False

    async def _hold(self, deciding: Session) -> None:
        deciding.answer_s = None  # a step may take long: the duties see whether it still moves
        beating = await asyncio.to_thread(connect, self._database, "hub heartbeat")
        duties = Duties(deciding)
        duties.begin(self._beat(beating, deciding.info.backend_pid))
        try:
            self._deciding = await self._open(deciding, duties)
            duties.begin(self._deciding.watch())
            self._deciding.collecting.begin(time.monotonic())
            self._ready()
            log.info("this worker decides")
            await self._deciding.work_off()
            while not self.should_stop:
                await self._deciding.step()
                duties.check()
        except Exception:
            duties.check()  # where one of them hung up, its reason is the reason
            raise
        finally:
            duties.cancel()
            beating.hang_up()
            if self._deciding is not None:
                await self._deciding.source.stop()
            deciding.close()

    async def _beat(self, beating: Session, pid: int) -> None:
        while True:
            await asyncio.sleep(BEAT_EVERY_S)
            with suppress(psycopg.errors.DiskFull):  # the store waits for room, and says so
                reason = self._deciding.stands_still if self._deciding else ""
                await asyncio.to_thread(beat, beating, pid, reason)

    @property
    def _database(self) -> str:
        url = self._settings.database_url
        assert url is not None
        return url

    def _wait_for_database(self, what: str, away: psycopg.Error) -> None:
        """As for the broker: a worker that did not serve would be ended, however well it waits."""
        self._ready()
        if self._seldom.now():
            log.warning("%s (%s); trying again.", what, first_line(away), extra={"code": "S2002"})

    def _wait_for_broker(self, away: Exception, duties: Duties) -> None:
        """Say that it is waited for; whoever waits serves as well as he can, and can be stopped."""
        duties.check()
        if self.should_stop:
            raise ToldToStop
        self._ready()
        if self._seldom.now():
            log.warning("%s It is waited for.", in_words(away, self._settings))

    async def _open(self, deciding: Session, duties: Duties) -> Loop:
        settings, keys = self._settings, self._keys
        await asyncio.to_thread(require_known, deciding)
        bootstrap = settings.bootstrap_servers
        assert bootstrap is not None
        clock = clock_of(settings.data)
        store = store_of(deciding, keys)
        line_store = CountedLineStore(store, worker_metrics(CollectorRegistry()), clock.now)
        decider = decider_of(line_store, keys, lambda: (uuid4(), clock.now()))
        await asyncio.to_thread(key_contents, deciding, decider.key)
        await asyncio.to_thread(number_orders, deciding, store)
        await asyncio.to_thread(begin, decider, deciding, clock, settings.catalogue)

        def opened() -> Awaitable[Source]:
            return open_when_it_answers(
                lambda: open_source(decider, deciding, store, bootstrap),
                lambda away: self._wait_for_broker(away, duties),
            )

        return Loop(
            decider=decider,
            source=await opened(),
            clock=clock,
            reopen=opened,
            database_now=line_store.now,
            allowed_through=line_store.advanced_through(),
        )
