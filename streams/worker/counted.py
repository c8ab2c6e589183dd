"""The line's store, with what it does counted and timed: the worker's own metrics."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import product
from typing import Final

from monitoring.metrics import WorkerMetrics
from schemas.catalogue.model import Catalogue
from streams.accept.outcome import Outcome
from streams.deciding.line_store import LineState, Ranges
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.kinds.event import Origin
from streams.line.changes import Changes
from streams.line.entry import Batch
from streams.line.store import Need, Snapshot
from streams.store.store import PostgresStore

#: Of a large entry so many messages, evenly spread, stand for all in the histogram of delays.
SAMPLE: Final = 64


class CountedLineStore(PostgresLineStore):
    """
    The line's store, which counts what it commits.

    `real_time` says when that is. Between a load and the commit after it lies the deciding.
    """

    def __init__(
        self, store: PostgresStore, metrics: WorkerMetrics, real_time: Callable[[], datetime]
    ) -> None:
        super().__init__(store)
        self._metrics = metrics
        self._real_time = real_time
        self._loaded_at: float | None = None

    def state(self) -> LineState:
        """Where the line stands, as last committed."""
        state = super().state()
        show_departments(self._metrics, state.catalogue)
        return state

    def load(self, need: Need) -> Snapshot:
        """Everything the need touches, closed as `Snapshot` says."""
        with self._metrics.step_seconds.labels(step="load").time():
            snapshot = super().load(need)
        self._loaded_at = time.perf_counter()
        return snapshot

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """Write an entry; it is counted once it is written."""
        loaded_at, self._loaded_at = self._loaded_at, None
        if loaded_at is not None:
            decided_s = time.perf_counter() - loaded_at
            self._metrics.step_seconds.labels(step="decide").observe(decided_s)
        with self._metrics.step_seconds.labels(step="save").time():
            super().commit(changes, ranges)
        show_departments(self._metrics, changes.done.catalogue)
        count_entry(self._metrics, changes, self._real_time())


def show_departments(metrics: WorkerMetrics, catalogue: Catalogue | None) -> None:
    """
    Every outcome of every department of the catalogue that sends something is shown, from zero on.

    A counter that is first scraped with what a first file brought has not grown as far as
    Prometheus knows, and no alert would go by it.
    """
    rows = catalogue.departments.values() if catalogue else ()
    for department, outcome in product((row.id for row in rows if row.kinds), Outcome):
        metrics.events.labels(department=department, outcome=outcome.value)


def count_entry(metrics: WorkerMetrics, changes: Changes, committed_at: datetime) -> None:
    """Count a committed entry: outcomes, answers, directives, and how long its messages waited."""
    outcomes = Counter((each.source, each.outcome.value) for each in changes.issued.receipts)
    for (department, outcome), number in outcomes.items():
        metrics.events.labels(department=department, outcome=outcome).inc(number)
    taken = Counter((each.partner, each.answer.result.value) for each in changes.received.answers)
    taken.update((each.partner, "REFUSED") for each, _ in changes.received.refused_answers)
    for (partner, result), number in taken.items():
        metrics.answers.labels(partner=partner, result=result).inc(number)
    decided = Counter((each.key.partner, each.action.value) for each in changes.issued.directives)
    for (partner, action), number in decided.items():
        metrics.directives.labels(partner=partner, action=action).inc(number)
    if isinstance(changes.entry.work, Batch):
        origins = [arrival.origin for arrival in changes.entry.work.arrivals]
        metrics.batch_messages.observe(len(origins))
        for waited_s in _waited(origins, committed_at):
            metrics.published_to_outbox_seconds.observe(waited_s)


def _waited(origins: list[Origin], committed_at: datetime) -> Iterable[float]:
    step = max(1, len(origins) // SAMPLE)
    for origin in origins[::step]:
        yield max(0.0, (committed_at - origin.appended_at).total_seconds())
