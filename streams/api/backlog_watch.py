"""How far the line is behind, read every second beside the requests, so that none waits for it."""

import logging
import threading
import time
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Final

import psycopg

from streams.reading.backlog import BacklogReader, Behind, BrokerAway
from streams.store.connection import connect
from streams.store.topics import Place

EVERY_S: Final = 1.0
#: What was read longer ago is not told any more.
OLD_AFTER_S: Final = 10.0

log = logging.getLogger(__name__)


class BacklogWatch:
    """
    A thread that reads; `behind` gives what it read last.

    `ended` is done when the thread has ended, with what it did not expect if that ended it: whoever
    runs it must end too, since an interface that knows no backlog answers UNKNOWN for ever.
    """

    def __init__(self, bootstrap: str, database_url: str) -> None:
        self.ended: Future[None] = Future()
        self._reader = BacklogReader(bootstrap)
        self._database_url = database_url
        self._told_to_end = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backlog", daemon=True)
        self._read: tuple[float, Mapping[Place, Behind]] | None = None

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """After the call nothing is read any more."""
        self._told_to_end.set()
        self._thread.join()

    def behind(self) -> Mapping[Place, Behind] | None:
        """How far each input partition is behind, None if that has not been read lately."""
        read = self._read
        if read is None or time.monotonic() - read[0] > OLD_AFTER_S:
            return None
        return read[1]

    def _run(self) -> None:
        try:
            try:
                self._watch()
            finally:
                self._reader.close()
        except BaseException as fault:  # noqa: BLE001  (whoever runs this raises it)
            self.ended.set_exception(fault)
        else:
            self.ended.set_result(None)

    def _watch(self) -> None:
        answered = True
        while not self._told_to_end.wait(EVERY_S if self._read else 0.05):
            try:
                with connect(self._database_url, "hub backlog") as connection:
                    while not self._told_to_end.wait(EVERY_S if self._read else 0):
                        self._read = (time.monotonic(), self._reader.read(connection))
                        answered = True
            except (psycopg.OperationalError, BrokerAway) as away:
                if answered:
                    code = "S2001" if isinstance(away, BrokerAway) else "S2002"
                    told = {"kind": type(away).__name__, "code": code}
                    log.warning("the backlog cannot be read", extra=told)
                answered = False
                self._told_to_end.wait(EVERY_S)
