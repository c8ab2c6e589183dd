"""A thread for work that may hang for ever: nobody waits for it, nor does its process."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

R = TypeVar("R")


class OneThread:
    """
    Does one thing after the other, in a daemon thread.

    Python joins the threads of a `ThreadPoolExecutor` before it ends, and one that hangs on a share
    would keep a stopped process from ending.
    """

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._ended = False
        Thread(target=self._run, name="folder", daemon=True).start()

    def do(self, work: Callable[..., R], *given: Any) -> "Future[R]":
        """What comes of the work; it is not begun once its future is cancelled."""
        future: Future[R] = Future()

        def job() -> None:
            if self._ended or not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(work(*given))
            except BaseException as fault:  # noqa: BLE001  # the caller's, whatever it is
                future.set_exception(fault)

        self._jobs.put(job)
        return future

    def end(self) -> None:
        """Nothing more is begun."""
        self._ended = True
        self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
