"""
A Faust agent forwards each event whose event_id was not seen before, with a table in memory.

Arguments: bootstrap, folder, topic of the output, number of events, topics of the input. Prints one
line of JSON: the seconds from the first event to the last. The table has its changelog topic.
"""

import json
import os
import sys
import time

import faust
from bench.peers.event_id import event_id


def application(
    bootstrap: str, folder: str, output: str, expected: int, topics: list[str]
) -> faust.App:
    """The application; its process ends after `expected` events."""
    app = faust.App(
        output,
        broker=f"kafka://{bootstrap}",
        store="memory://",
        web_enabled=False,
        datadir=folder,
        topic_partitions=4,
    )
    events = app.topic(*topics, key_serializer="raw", value_serializer="raw")
    out = app.topic(output, key_serializer="raw", value_serializer="raw")
    seen = app.Table("seen", default=int, partitions=4)

    @app.agent(events)
    async def only_new(stream: faust.StreamT[bytes]) -> None:
        count, first_s = 0, 0.0
        async for event in stream.events():
            count += 1
            if count == 1:
                first_s = time.monotonic()
            known = event_id(event.value)
            if not seen[known]:
                seen[known] = 1
                await event.forward(out)
            if count == expected:
                _tell_and_end(time.monotonic() - first_s)

    return app


def _tell_and_end(end_s: float) -> None:
    """Stopping in order would wait for time-outs of groups, and nothing of it is kept."""
    sys.stdout.write(json.dumps({"end_s": end_s}) + "\n")
    sys.stdout.flush()
    os._exit(0)


def main(given: list[str]) -> None:
    """Read `expected` events."""
    bootstrap, folder, output, expected, *topics = given
    app = application(bootstrap, folder, output, int(expected), topics)
    worker = faust.Worker(app, loglevel="ERROR", redirect_stdouts=False)
    worker.execute_from_commandline()


if __name__ == "__main__":
    main(sys.argv[1:])
