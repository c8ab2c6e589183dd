"""How soon a second worker decides after the first was killed, whatever the pool's size."""

import os
import signal
import time
from collections.abc import Sequence
from typing import Final

import psycopg
from bench.line import publish, standing
from bench.stack import processes
from bench.traffic import Publication

from streams.store.holder import holder
from streams.wiring.settings import Settings

PATIENCE_S: Final = 120


def takeover_s(
    settings: Settings, database: psycopg.Connection, messages: Sequence[Publication]
) -> float:
    """Seconds from SIGKILL of the worker that decides until the other has decided `messages`."""
    two = settings.model_copy(update={"workers": 2})
    before = standing(database)
    with processes(two, "worker") as pids:
        deciding = holder(database)
        assert deciding is not None
        pid = int(deciding.name.rpartition(":")[2])
        assert pid in pids.values()
        os.kill(pid, signal.SIGKILL)
        begun = time.monotonic()
        publish(settings, messages)
        while standing(database).decided < before.decided + len(messages):
            if time.monotonic() - begun > PATIENCE_S:
                raise TimeoutError(f"nobody took over within {PATIENCE_S} s")
            time.sleep(0.05)
        return time.monotonic() - begun
