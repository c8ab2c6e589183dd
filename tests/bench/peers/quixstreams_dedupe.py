"""
quixstreams forwards each event whose event_id was not seen before, with its state in RocksDB.

Arguments: bootstrap, guarantee, folder of the state, topic of the output, number of events, topics
of the input. Prints one line of JSON: the seconds from the first event until `run` has returned,
after the last checkpoint. Run in the benchmark's own environment, from `tests`. A repeat has its
original's message key, under which quixstreams keeps state. All settings are the library's.
"""

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.peers.event_id import event_id
from quixstreams import Application, State


@dataclass(slots=True)
class Watch:
    """Counts events, and stops the application after the last."""

    application: Application
    expected: int
    count: int = 0
    first_s: float = 0.0

    def is_new(self, payload: bytes, state: State) -> bool:
        """Whether the event's id is seen for the first time; it is remembered."""
        self.count += 1
        if self.count == 1:
            self.first_s = time.monotonic()
        if self.count == self.expected:
            self.application.stop()
        known = event_id(payload)
        if state.get(known) is not None:
            return False
        state.set(known, 1)
        return True


def main(given: list[str]) -> None:
    """Read everything once."""
    bootstrap, guarantee, folder, output, expected, *topics = given
    application = Application(
        broker_address=bootstrap,
        consumer_group=output,
        auto_offset_reset="earliest",
        processing_guarantee=guarantee,
        state_dir=Path(folder),
        loglevel="WARNING",
    )
    watch = Watch(application=application, expected=int(expected))
    raw = {"key_deserializer": "bytes", "value_deserializer": "bytes"}
    out = application.topic(output, key_serializer="bytes", value_serializer="bytes")
    for topic in topics:
        frame = application.dataframe(application.topic(topic, **raw))
        frame.filter(watch.is_new, stateful=True).to_topic(out)
    application.run()
    sys.stdout.write(json.dumps({"end_s": time.monotonic() - watch.first_s}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
