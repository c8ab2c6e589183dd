"""The workers of a town's line, processes as the operator starts and ends them."""

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from integration.line.ground import Ground
from support.hub_process import await_that

from streams.operate.embedded.child import Child, Recipe
from streams.operate.machine_code import Choice
from streams.operate.supervise.children import AS_HERE, HUB_PROCESSES, hub_recipes


@dataclass(slots=True)
class Working(Ground):
    """A town in which workers decide."""

    def work(self, copies: int = 1, release: Path | None = None) -> list[Child]:
        """
        Start workers that serve: the first decides, the others stand by.

        `release`: a folder with other code for them, as that of `make compile` is.
        """
        started = []
        for recipe in self._recipes(Choice(copy=release), workers=copies):
            child = Child(recipe)
            child.await_ready()
            started.append(child)
        self.workers += started
        return started

    def begin_working(self, **settings: str) -> Child:
        """Start one worker that need not serve."""
        (recipe,) = self._recipes(**settings)
        self.workers.append(Child(recipe))
        return self.workers[-1]

    def _recipes(self, code: Choice = AS_HERE, /, **settings: object) -> Iterator[Recipe]:
        (worker,) = [process for process in HUB_PROCESSES if process.role == "worker"]
        return hub_recipes(self.settings.model_copy(update=settings), (worker,), code)

    def holder(self) -> int | None:
        """Process id of the backend that holds the decider's lock."""
        rows = self.rows(
            "SELECT l.pid FROM pg_locks l JOIN heartbeat h ON h.backend_pid = l.pid"
            " WHERE l.locktype = 'advisory' AND l.granted"
        )
        return rows[0][0] if rows else None

    def stop_workers(self) -> None:
        """Let every worker end as an operator does."""
        for child in self.workers:
            child.stop()
        self.workers.clear()


def kill(child: Child) -> None:
    """End a process as a power cut does."""
    os.kill(child.pid, signal.SIGKILL)
    await_that("the killed process is gone", lambda: child.exit_code() is not None, 10)
