"""The metrics of the relay and the push connector."""

from collections.abc import Sequence
from typing import Final

from prometheus_client import CollectorRegistry

from monitoring.metrics import SenderMetrics, sender_metrics
from streams.sending.outgoing import Outgoing, OutgoingKind
from streams.statements import sending_statement
from streams.store.connection import Connection

#: Of many directives sent at once so many, evenly spread, stand for all in the histogram.
SAMPLE: Final = 8

SENT, RETRY, RETURNED, PAUSED = "sent", "retry", "returned", "paused"
#: To a web address once more, since the time to answer had passed; each is also `SENT`.
AGAIN: Final = "again"


def own_metrics() -> SenderMetrics:
    """The metrics of a sending process; make them once a process."""
    return sender_metrics(CollectorRegistry())


def count_sent(
    connection: Connection, metrics: SenderMetrics, partner: str, sent: Sequence[Outgoing]
) -> None:
    """What was just marked as sent to a partner: count it, and how long directives took."""
    directives = [one.id for one in sent if one.what is OutgoingKind.DIRECTIVE]
    if results := len(sent) - len(directives):
        metrics.relayed.labels(what="order results").inc(results)
    if not directives:
        return
    metrics.send_attempts.labels(partner=partner, result=SENT).inc(len(directives))
    step = max(1, len(directives) // SAMPLE)
    given = {"directives": directives[::step]}
    for (took_s,) in connection.execute(sending_statement("published_to_sent"), given):
        metrics.published_to_sent_seconds.labels(partner=partner).observe(max(0.0, float(took_s)))
