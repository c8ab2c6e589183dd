"""Answers leave one after the other, by HTTP or by the feedback topic, until the hub has them."""

import logging
import queue
import threading
from collections.abc import Callable

from connectors.partners.answer import Answer
from connectors.partners.hub_http import HubAway, HubRefuses

log = logging.getLogger(__name__)

RETRY_S = 0.5


class Answering:
    """A thread that sends answers. What waits at the end is lost: the hub asks again for it."""

    def __init__(self, send: Callable[[Answer], None]) -> None:
        self._send = send
        self._waiting: queue.Queue[Answer] = queue.Queue()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="answers", daemon=True)
        self._thread.start()

    def put(self, answer: Answer) -> None:
        """Send it as soon as may be."""
        self._waiting.put(answer)

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                answer = self._waiting.get(timeout=RETRY_S)
            except queue.Empty:
                continue
            while not self._stopped.is_set():
                try:
                    self._send(answer)
                except HubAway:
                    self._stopped.wait(RETRY_S)
                    continue
                except HubRefuses as why:
                    log.error("the hub refuses an answer: %s", why)  # noqa: TRY400
                break
