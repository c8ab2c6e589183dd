"""How far the line is behind, read every second beside the requests, so that none waits for it."""

import logging
import threading
import time
from collections.abc import Mapping
from typing import Final

import psycopg

from streams.wiring.database.connection import connect
from streams.wiring.database.topics import Place
from streams.wiring.reading.backlog import BacklogReader, Behind, BrokerAway

EVERY_S: Final = 1.0
#: What was read longer ago is not told any more.
OLD_AFTER_S: Final = 10.0

log = logging.getLogger(__name__)


class BacklogWatch:
    """A thread that reads; `behind` gives what it read last."""

    def __init__(self, bootstrap: str, database_url: str) -> None:
        self._reader = BacklogReader(bootstrap)
        self._database_url = database_url
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="backlog", daemon=True)
        self._read: tuple[float, Mapping[Place, Behind]] | None = None

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """After the call nothing is read any more."""
        self._ended.set()
        self._thread.join()
        self._reader.close()

    def behind(self) -> Mapping[Place, Behind] | None:
        """How far each input partition is behind, None if that has not been read lately."""
        read = self._read
        if read is None or time.monotonic() - read[0] > OLD_AFTER_S:
            return None
        return read[1]

    def _watch(self) -> None:
        answered = True
        while not self._ended.wait(EVERY_S if self._read else 0.05):
            try:
                with connect(self._database_url, "hub backlog") as connection:
                    while not self._ended.wait(EVERY_S if self._read else 0):
                        self._read = (time.monotonic(), self._reader.read(connection))
                        answered = True
            except (psycopg.OperationalError, BrokerAway) as away:
                if answered:
                    log.warning("the backlog cannot be read", extra={"kind": type(away).__name__})
                answered = False
                self._ended.wait(EVERY_S)
