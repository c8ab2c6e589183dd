"""
Tasks that a worker runs beside deciding, so that deciding never waits for a lost answer.

Deciding blocks in one thread, on one session. A duty that ends hangs that session up: whatever
waits on it gets an error, and the worker ends with the duty's reason.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from streams.store.session import Session


class Duties:
    """The running duties; each ends only by an exception."""

    def __init__(self, deciding: Session) -> None:
        self._deciding = deciding
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self, duty: Coroutine[Any, Any, None]) -> None:
        """From now on it is done beside the others."""
        task = asyncio.create_task(duty)
        task.add_done_callback(self._ended)
        self._tasks.append(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled():
            self._deciding.hang_up()

    def check(self) -> None:
        """Raise what ended a duty, if one has ended."""
        for task in self._tasks:
            if task.done():
                task.result()

    def cancel(self) -> None:
        """Cancel them without waiting for one that hangs."""
        for task in self._tasks:
            task.cancel()
