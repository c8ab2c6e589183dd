"""
quixstreams forwards each event whose event_id was not seen before, with its state in RocksDB.

Arguments: bootstrap, guarantee, folder of the state, topic of the output, number of events, form,
schema file, topics of the input. Forms: `bytes`, of which the id alone is looked at in the first
few, the least that can be done; `read`: each event is read with fastavro, and its bytes are
forwarded; `avro`: events are read and written by the library's own Avro serializers, as its guide
shows. Prints one line of JSON: the seconds from the first event until `run` has returned, after the
last checkpoint. Run in the benchmark's own environment, from `tests`. A repeat has its original's
message key, under which quixstreams keeps state. All settings are the library's.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from bench.peers.event_id import event_id
from fastavro import parse_schema, schemaless_reader
from quixstreams import Application, State
from quixstreams.models.serializers import SerializationContext
from quixstreams.models.serializers.avro import AvroDeserializer, AvroSerializer


@dataclass(slots=True)
class Watch:
    """Counts events, and stops the application after the last."""

    application: Application
    expected: int
    id_of: Callable[[bytes], str]
    count: int = 0
    first_s: float = 0.0

    def is_new(self, event: bytes | Mapping[str, str], state: State) -> bool:
        """Whether the event's id is seen for the first time; it is remembered."""
        self.count += 1
        if self.count == 1:
            self.first_s = time.monotonic()
        if self.count == self.expected:
            self.application.stop()
        known = self.id_of(event) if isinstance(event, bytes) else event["event_id"]
        if state.get(known) is not None:
            return False
        state.set(known, 1)
        return True


class Framed(AvroDeserializer):  # type: ignore[misc]
    """The library's, behind the five bytes of Confluent's framing."""

    def __call__(self, value: bytes, ctx: SerializationContext) -> Any:
        return super().__call__(value[5:], ctx)


def reader(schema: Any) -> Callable[[bytes], str]:
    """Reads a whole event for its id."""
    parsed = parse_schema(schema)

    def read(event: bytes) -> str:
        source = BytesIO(event)
        source.seek(5)
        record: Any = schemaless_reader(source, parsed, None)
        return str(record["event_id"])

    return read


def main(given: list[str]) -> None:
    """Read everything once."""
    bootstrap, guarantee, folder, output, expected, form, schema_file, *topics = given
    application = Application(
        broker_address=bootstrap,
        consumer_group=output,
        auto_offset_reset="earliest",
        processing_guarantee=guarantee,
        state_dir=Path(folder),
        loglevel="WARNING",
    )
    schema = json.loads(Path(schema_file).read_text("utf-8"))
    id_of = reader(schema) if form == "read" else event_id
    watch = Watch(application=application, expected=int(expected), id_of=id_of)
    writes = AvroSerializer(schema) if form == "avro" else "bytes"
    out = application.topic(output, key_serializer="bytes", value_serializer=writes)
    for topic in topics:
        reads = Framed(schema) if form == "avro" else "bytes"
        read = application.topic(topic, key_deserializer="bytes", value_deserializer=reads)
        frame = application.dataframe(read)
        frame.filter(watch.is_new, stateful=True).to_topic(out)
    application.run()
    sys.stdout.write(json.dumps({"end_s": time.monotonic() - watch.first_s}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
