"""What a committed entry counts."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from prometheus_client import CollectorRegistry

from monitoring.metrics import worker_metrics
from schemas.catalogue.load import SAMPLE as SAMPLE_CATALOGUE
from schemas.catalogue.load import read_catalogue
from schemas.catalogue.model import Catalogue
from streams.accept.outcome import Outcome, Refused
from streams.kinds.event import Origin
from streams.line.changes import Changes, Issued
from streams.line.entry import Batch, Entry
from streams.settle.receipt import Receipt
from streams.worker.counted import SAMPLE, count_entry, show_departments

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def _origin(offset: int) -> Origin:
    at = NOW - timedelta(seconds=2)
    return Origin(topic="credit.events.tax", partition=0, offset=offset, appended_at=at)


def _changes(messages: int) -> Changes:
    refused = [
        Refused(origin=_origin(n), source="tax", code="E1101", field="x", hint="")
        for n in range(messages)
    ]
    receipts = [
        Receipt(origin=one.origin, source="tax", record_no="", version=1, outcome=Outcome.REFUSED)
        for one in refused
    ]
    entry = Entry(
        id=UUID(int=1),
        number=1,
        day=date(2026, 6, 1),
        judged_at=NOW,
        work=Batch(arrivals=tuple(refused)),
    )
    return Changes(entry=entry, issued=Issued(receipts=tuple(receipts)))


def test_outcomes_batch_and_delay_are_counted() -> None:
    """Each receipt counts for its department and outcome; the delay runs from the broker's time."""
    registry = CollectorRegistry()
    count_entry(worker_metrics(registry), _changes(3), NOW)
    labels = {"department": "tax", "outcome": "REFUSED"}
    assert registry.get_sample_value("hub_events_total", labels) == 3
    assert registry.get_sample_value("hub_batch_messages_sum") == 3
    assert registry.get_sample_value("hub_published_to_outbox_seconds_sum") == 6
    assert registry.get_sample_value("hub_published_to_outbox_seconds_bucket", {"le": "1.0"}) == 0
    assert registry.get_sample_value("hub_published_to_outbox_seconds_bucket", {"le": "2.0"}) == 3


def test_a_large_entry_is_sampled() -> None:
    """Delays of a large entry are observed for messages spread over it, not for each."""
    registry = CollectorRegistry()
    count_entry(worker_metrics(registry), _changes(2000), NOW)
    observed = registry.get_sample_value("hub_published_to_outbox_seconds_count")
    assert observed is not None
    assert SAMPLE <= observed < 2 * SAMPLE
    assert registry.get_sample_value("hub_batch_messages_sum") == 2000


def test_a_department_is_shown_before_its_first_message() -> None:
    """Each outcome of each department stands at zero as soon as the catalogue is known."""
    registry = CollectorRegistry()
    metrics, catalogue = worker_metrics(registry), read_catalogue(SAMPLE_CATALOGUE)
    assert isinstance(catalogue, Catalogue)
    show_departments(metrics, None)
    assert (
        registry.get_sample_value("hub_events_total", {"department": "tax", "outcome": "REFUSED"})
        is None
    )
    show_departments(metrics, catalogue)
    for department in ("tax", "hrss-320402"):
        for outcome in Outcome:
            labels = {"department": department, "outcome": outcome.value}
            assert registry.get_sample_value("hub_events_total", labels) == 0
