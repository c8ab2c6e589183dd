"""What the figures of a run are called on page and plots."""

from collections.abc import Mapping
from typing import Final

#: Delays of the others while one directive gets 503 each time.
BESIDE_POISONED: Final = "publish_to_webhook_beside_poisoned"

#: Throughput by key, in the order in which it is shown.
THROUGHPUT: Final[Mapping[str, str]] = {
    "line_events_per_s": "the whole line, receipts sent",
    "decided_events_per_s": "the line, until decided",
    "statements_events_per_s": "what it asks and writes, without it",
    "writes_events_per_s": "what it writes alone",
    "quixstreams_alo_events_per_s": "quixstreams, at least once",
    "quixstreams_eos_events_per_s": "quixstreams, exactly once",
    "quixstreams_read_eos_events_per_s": "the same, events read with fastavro",
    "quixstreams_avro_eos_events_per_s": "the same, events read and written as Avro",
    "kafka_streams_eos_events_per_s": "Kafka Streams, exactly once",
    "kafka_streams_eos_warm_events_per_s": "the same, warm",
    "faust_agent_events_per_s": "Faust's agent",
    "limit_events_per_s": "read + decode + COPY",
}
