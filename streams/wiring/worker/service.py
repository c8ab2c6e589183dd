"""
The worker process: Faust's runtime around one task that reads, decides and commits (D2).

Faust gives supervision, signals and logging; its consumers, acknowledgements and tables carry
nothing. No exception decides what is acknowledged: any that is not handled ends the process.
"""

import asyncio
import logging
from collections.abc import Callable
from importlib.metadata import version

import faust
import mode

from schemas.manifest import published
from streams.accept.layout import layouts_of
from streams.identify.pseudonym import PseudonymKey
from streams.wiring.clock import clock_of
from streams.wiring.database.connection import ASKING, Connection, connect, connect_to_decide
from streams.wiring.database.seal import Seal
from streams.wiring.database.store import Means, PostgresStore
from streams.wiring.keys import Keys, load_keys
from streams.wiring.settings import Settings
from streams.wiring.worker.decider import Decider
from streams.wiring.worker.loop import Loop
from streams.wiring.worker.mastership import BEAT_EVERY_S, beat, stand_by
from streams.wiring.worker.opening import begin, open_source
from streams.wiring.worker.postgres_ledger import PostgresLedger

log = logging.getLogger(__name__)


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
    line = Line(settings, load_keys(settings.keys_folder), ready)
    worker = faust.Worker(app, line, loglevel=settings.log_level, redirect_stdouts=False)
    try:
        worker.execute_from_commandline()
    except SystemExit as ended:
        return int(ended.code or 0)


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

    @mode.Service.task
    async def decide(self) -> None:
        """Wait for the lock, then decide until told to stop."""
        assert self._settings.database_url is not None
        try:
            deciding = connect_to_decide(self._settings.database_url, "hub worker")
            beating = connect(self._settings.database_url, "hub heartbeat", ASKING)
            if await asyncio.to_thread(
                stand_by, deciding, lambda: bool(self.should_stop), self._ready
            ):
                await self._hold(deciding, beating)
        finally:
            self.set_shutdown()

    async def _hold(self, deciding: Connection, beating: Connection) -> None:
        pid = deciding.info.backend_pid
        await asyncio.to_thread(beat, beating, pid)
        heart = asyncio.create_task(self._beat(beating, pid))
        try:
            self._deciding = await self._open(deciding)
            self._ready()
            log.info("this worker decides")
            while not self.should_stop:
                await self._deciding.step()
                if heart.done():
                    heart.result()
        finally:
            heart.cancel()
            if self._deciding is not None:
                await self._deciding.source.stop()
            deciding.close()

    async def _beat(self, beating: Connection, pid: int) -> None:
        while True:
            await asyncio.sleep(BEAT_EVERY_S)
            await asyncio.to_thread(beat, beating, pid)

    async def _open(self, deciding: Connection) -> Loop:
        settings, keys = self._settings, self._keys
        bootstrap = settings.bootstrap_servers
        assert bootstrap is not None
        clock = clock_of(settings.data)
        manifest = published()
        means = Means(
            seal=Seal.of(keys.identity_encryption),
            hmac_version=keys.identity_hmac.newest,
            layouts=layouts_of(manifest),
            code_version=version("credit-hub"),
        )
        store = PostgresStore(deciding, means)
        ledger = PostgresLedger(store)
        hmac = PseudonymKey(version=keys.identity_hmac.newest, secret=keys.identity_hmac.current)
        decider = Decider(ledger=ledger, manifest=manifest, key=hmac, now=clock.now)
        decider.resume()
        await asyncio.to_thread(begin, decider, deciding, clock, settings.catalogue)
        await asyncio.to_thread(decider.judge_again)

        return Loop(
            decider=decider,
            source=await open_source(decider, deciding, store, bootstrap),
            clock=clock,
            reopen=lambda: open_source(decider, deciding, store, bootstrap),
            database_now=ledger.now,
            allowed_through=ledger.advanced_through(),
        )
