"""
Every metric of the hub, once: its name, its labels, and what it says.

Labels hold names of the catalogue and words of the code, never a record, a subject or a directive.
Counters and histograms are kept by the process that does the work; gauges of what the database
holds are read from it when they are asked for (`database_gauges.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram

PREFIX: Final = "hub_"

#: Seconds, from a fast step to a hub that was down for a day.
_STEP_S: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_END_TO_END_S: Final = (
    0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600, 86_400,
)  # fmt: skip
_MESSAGES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


class MetricKind(StrEnum):
    """What a metric is to Prometheus."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric. `name` is without the prefix, and for a counter without `_total`."""

    name: str
    kind: MetricKind
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()

    @property
    def series(self) -> tuple[str, ...]:
        """The names under which a scrape shows it."""
        full = PREFIX + self.name
        match self.kind:
            case MetricKind.COUNTER:
                return (f"{full}_total",)
            case MetricKind.HISTOGRAM:
                return (f"{full}_bucket", f"{full}_sum", f"{full}_count")
            case MetricKind.GAUGE:
                return (full,)


#: Kind, name, labels; below it the help, one sentence.
_TABLE: Final = """
counter events department outcome
    Outcomes the line gave to departments' messages, changed ones counted again.
counter answers partner result
    Answers of partners the line took in; result is REFUSED where it was not theirs to give.
counter directives partner action
    Directives the line decided.
histogram batch_messages
    Messages decided in one entry.
histogram step_seconds step
    Time of one step of an entry: load, decide, save.
histogram published_to_outbox_seconds
    From the broker's time of a message to the commit that decided it, 64 messages an entry.
histogram published_to_sent_seconds partner
    From the broker's time of the message that brought a directive about to its first sending.
counter send_attempts partner result
    Attempts to send a directive: sent, retry, returned, paused; again: its answer was overdue.
counter files_heard partner result
    Answers in a partner's folder: read, refused; unread: looks after which some could not be read.
counter relayed what
    Rows of the outbox relayed: receipts, pool, order results.
gauge database_up
    Whether the database answered when the metrics were asked for.
gauge broker_up
    Whether the broker told the ends of its topics lately.
counter restarts process
    Times a process ended by itself and had to be started again, since the hub was started.
gauge heartbeat_age_seconds
    Time since the deciding worker's last heartbeat, by the database's clock.
gauge worker_stands_still
    Whether the worker that decides stands still until an operator has seen to it.
gauge journal_entry
    Number of the last entry of the journal.
gauge day_start_seconds
    Start of the line's day, in seconds since 1970.
gauge clock_manual
    Whether days advance only by command.
gauge lag_messages topic
    Messages of an input topic that are not decided yet.
gauge lag_seconds topic
    How long the first message of an input topic that is not decided yet has waited.
gauge position topic
    Messages of an input topic decided so far: the sum of next offsets over its partitions.
gauge commands_waiting
    Commands that no entry has taken yet.
gauge unsent_directives partner action age
    Directives that are due to be sent and have not left, by age since they were decided.
gauge unsent_oldest_seconds partner action
    Age of the oldest directive that is due to be sent and has not left.
gauge unanswered_directives partner action age
    Directives sent whose final answer is awaited, by age since they were sent.
gauge unanswered_oldest_seconds partner action
    Age of the oldest directive sent whose final answer is awaited.
gauge open_lifts partner age
    Lifts whose confirmation by the partner is awaited, by age since they were decided.
gauge open_lift_oldest_seconds partner
    Age of the oldest lift whose confirmation by the partner is awaited.
gauge held_directives partner
    Directives that wait for approval.
gauge failing_directives partner action
    Directives that failed ten times or more in a row while others may be tried on the channel.
gauge aside_directives partner action
    Directives that an operator has set aside and that are not answered, overtaken or put back.
gauge answer_misses partner misses
    Open directives whose answer is overdue: once, or twice and more (2).
gauge channel_paused partner
    Whether a partner's channel is broken and waits for an operator.
gauge channel_failures partner
    Failed attempts in a row on a partner's channel.
gauge parked_records
    Records that wait for the record they are about.
gauge parked_oldest_days
    Days the longest waiting record has waited.
gauge quarantined_messages department code
    Messages in quarantine that nobody has replayed or dropped.
gauge open_tasks kind
    Tasks that wait for a person.
gauge unrelayed_pages what
    Rows of the outbox whose messages have not left: receipts, pool, order results.
gauge unrelayed_oldest_seconds what
    Age of the oldest row of the outbox whose messages have not left.
gauge edition_ends_days measure trigger
    Days until the last edition of a row of the catalogue ends, where no other follows it.
gauge working_days_missing_days year
    Days until a year begins whose working days the catalogue lacks; from 30 days before it on.
gauge database_size_bytes
    Size of the hub's database.
gauge scrape_seconds
    Time it took to read the gauges.
"""

_BUCKETS: Final[Mapping[str, tuple[float, ...]]] = {
    "batch_messages": _MESSAGES,
    "step_seconds": _STEP_S,
    "published_to_outbox_seconds": _END_TO_END_S,
    "published_to_sent_seconds": _END_TO_END_S,
}


def _read(table: str) -> Iterator[Metric]:
    lines = table.strip().splitlines()
    for head, text in zip(lines[::2], lines[1::2], strict=True):
        kind, name, *labels = head.split()
        yield Metric(
            name=name,
            kind=MetricKind(kind),
            help=text.strip(),
            labels=tuple(labels),
            buckets=_BUCKETS.get(name, ()),
        )


METRICS: Final[Mapping[str, Metric]] = MappingProxyType({each.name: each for each in _read(_TABLE)})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerMetrics:
    """What the deciding worker counts; fields are named as in the table."""

    events: Counter
    answers: Counter
    directives: Counter
    batch_messages: Histogram
    step_seconds: Histogram
    published_to_outbox_seconds: Histogram


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderMetrics:
    """What relays and push connectors count; fields are named as in the table."""

    published_to_sent_seconds: Histogram
    send_attempts: Counter
    files_heard: Counter
    relayed: Counter


def worker_metrics(registry: CollectorRegistry) -> WorkerMetrics:
    """The worker's metrics in a registry of its process; to be made once for each registry."""
    return WorkerMetrics(
        events=_counter("events", registry),
        answers=_counter("answers", registry),
        directives=_counter("directives", registry),
        batch_messages=_histogram("batch_messages", registry),
        step_seconds=_histogram("step_seconds", registry),
        published_to_outbox_seconds=_histogram("published_to_outbox_seconds", registry),
    )


def sender_metrics(registry: CollectorRegistry) -> SenderMetrics:
    """The senders' metrics in a registry of their process; to be made once for each registry."""
    return SenderMetrics(
        published_to_sent_seconds=_histogram("published_to_sent_seconds", registry),
        send_attempts=_counter("send_attempts", registry),
        files_heard=_counter("files_heard", registry),
        relayed=_counter("relayed", registry),
    )


def _counter(name: str, registry: CollectorRegistry) -> Counter:
    metric = METRICS[name]
    return Counter(PREFIX + name, metric.help, metric.labels, registry=registry)


def _histogram(name: str, registry: CollectorRegistry) -> Histogram:
    metric = METRICS[name]
    return Histogram(
        PREFIX + name, metric.help, metric.labels, buckets=metric.buckets, registry=registry
    )
