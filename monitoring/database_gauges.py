"""Gauges of what the database holds, read by SQL when the metrics are asked for."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Final

import psycopg
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.registry import Collector

from monitoring.metrics import METRICS, PREFIX
from streams.statements import gauge_statement

#: A session in autocommit, given back at the end of the block.
Session = Callable[[], AbstractContextManager[psycopg.Connection[Any]]]
#: Messages that wait and seconds the first of them has waited, by topic; None: not known.
Backlog = Callable[[], Mapping[str, tuple[int, float]] | None]
#: Days left of what the catalogue says for a time, by gauge and labels: of a day and a catalogue.
DaysLeft = Callable[[date, str], Mapping[str, Mapping[tuple[str, ...], float]]]

#: Statements whose rows are labels and a number: gauge, statement.
_COUNTED: Final = (
    ("position", "positions"),
    ("held_directives", "held"),
    ("failing_directives", "failing"),
    ("aside_directives", "aside"),
    ("answer_misses", "answer_misses"),
    ("quarantined_messages", "quarantined"),
    ("open_tasks", "open_tasks"),
)
#: Ages, each up to so many seconds, and what is older.
_AGES_S: Final = {"under_1h": 3_600, "under_1d": 86_400, "under_7d": 604_800}
_AGES: Final = (*_AGES_S, "over_7d")
#: Statements whose rows are labels, the place of an age, a number and the greatest age in seconds.
_AGED: Final = (
    ("unsent_directives", "unsent_oldest_seconds", "unsent"),
    ("unanswered_directives", "unanswered_oldest_seconds", "unanswered"),
    ("open_lifts", "open_lift_oldest_seconds", "open_lifts"),
)
_LINE: Final = (
    "journal_entry",
    "day_start_seconds",
    "heartbeat_age_seconds",
    "worker_stands_still",
    "commands_waiting",
    "parked_records",
    "parked_oldest_days",
    "database_size_bytes",
)


class DatabaseGauges(Collector):
    """Reads the database at each scrape; one that is away shows as `hub_database_up 0`."""

    def __init__(
        self, session: Session, backlog: Backlog, days_left: DaysLeft, *, manual_clock: bool
    ) -> None:
        self._session = session
        self._backlog = backlog
        self._days_left = days_left
        self._manual_clock = manual_clock

    def collect(self) -> Iterator[Family]:
        """All gauges, those of the database only if it answers."""
        begun = time.perf_counter()
        yield _gauge("clock_manual", [((), int(self._manual_clock))])
        yield from self._lag()
        try:
            with self._session() as connection:
                families = [
                    *_line(connection),
                    *_aged(connection),
                    *_counted(connection),
                    *_unrelayed(connection),
                    *_of_catalogue(connection, self._days_left),
                ]
        except psycopg.Error:
            families = []
        yield _gauge("database_up", [((), int(bool(families)))])
        yield from families
        yield _gauge("scrape_seconds", [((), time.perf_counter() - begun)])

    def _lag(self) -> Iterator[Family]:
        behind = self._backlog()
        yield _gauge("broker_up", [((), int(behind is not None))])
        if behind is not None:
            by_topic = sorted(behind.items())
            yield _gauge("lag_messages", [((topic,), each[0]) for topic, each in by_topic])
            yield _gauge("lag_seconds", [((topic,), each[1]) for topic, each in by_topic])


def _line(connection: psycopg.Connection[Any]) -> Iterator[Family]:
    row = connection.execute(gauge_statement("line")).fetchone()
    for name, value in zip(_LINE, row or (), strict=False):
        if value is not None:
            yield _gauge(name, [((), value)])
    channels = connection.execute(gauge_statement("channels")).fetchall()
    yield _gauge("channel_paused", [((partner,), paused) for partner, paused, _ in channels])
    yield _gauge("channel_failures", [((partner,), failed) for partner, _, failed in channels])


def _aged(connection: psycopg.Connection[Any]) -> Iterator[Family]:
    asked_only = [name for (name,) in connection.execute(gauge_statement("asked_only"))]
    given = {"asked_only": asked_only, "ages_s": [*_AGES_S.values()]}
    for name, oldest, statement in _AGED:
        rows = connection.execute(gauge_statement(statement), given).fetchall()
        yield _gauge(name, [((*labels, _AGES[age]), each) for *labels, age, each, _ in rows])
        greatest: dict[tuple[str, ...], float] = {}
        for *labels, _, _, seconds in rows:
            key = tuple(labels)
            greatest[key] = max(greatest.get(key, 0.0), float(seconds))
        yield _gauge(oldest, greatest.items())


def _counted(connection: psycopg.Connection[Any]) -> Iterator[Family]:
    for name, statement in _COUNTED:
        rows = connection.execute(gauge_statement(statement)).fetchall()
        yield _gauge(name, [(row[:-1], row[-1]) for row in rows])


def _unrelayed(connection: psycopg.Connection[Any]) -> Iterator[Family]:
    rows = connection.execute(gauge_statement("unrelayed")).fetchall()
    yield _gauge("unrelayed_pages", [((what,), many) for what, many, _ in rows])
    waits = [((what,), seconds) for what, _, seconds in rows if seconds is not None]
    yield _gauge("unrelayed_oldest_seconds", waits)


def _of_catalogue(connection: psycopg.Connection[Any], days_left: DaysLeft) -> Iterator[Family]:
    row = connection.execute(gauge_statement("catalogue")).fetchone()
    for name, values in ({} if row is None else days_left(*row)).items():
        yield _gauge(name, values.items())


def _gauge(name: str, values: Iterable[tuple[tuple[str, ...], float]]) -> GaugeMetricFamily:
    metric = METRICS[name]
    family = GaugeMetricFamily(PREFIX + name, metric.help, labels=metric.labels)
    for labels, value in values:
        family.add_metric([str(label) for label in labels], float(value))
    return family


class Restarted(Collector):
    """How often each process was started again; `read` gives the counts, and raises nothing."""

    def __init__(self, read: Callable[[], Mapping[str, int]]) -> None:
        self._read = read

    def collect(self) -> Iterator[Family]:
        """One counter."""
        metric = METRICS["restarts"]
        family = CounterMetricFamily(PREFIX + "restarts", metric.help, labels=metric.labels)
        for process, times in sorted(self._read().items()):
            family.add_metric([process], times)
        yield family
