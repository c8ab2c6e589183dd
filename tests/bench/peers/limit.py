"""
The bare limit: read as the hub reads, decode with the hub's own reader, `COPY` the bytes.

Arguments: bootstrap, address of the database, number of events, topics of the input. Prints one
line of JSON: the seconds from the first batch to the last commit. One transaction for each batch;
no checks, no subjects, no merging, no rules, no receipts, nothing overlapped.
"""

import asyncio
import json
import sys
import time

import psycopg

from schemas.manifest import published
from streams.accept.layout import layouts_of
from streams.accept.wire import read
from streams.deciding.decider import BATCH
from streams.kinds.problem import Problem
from streams.store.topics import Place
from streams.worker.source import Source

TABLE = """
CREATE TABLE IF NOT EXISTS bare (
    topic text NOT NULL,
    partition integer NOT NULL,
    "offset" bigint NOT NULL,
    payload bytea NOT NULL
)
"""
COPY = 'COPY bare (topic, partition, "offset", payload) FROM STDIN (FORMAT binary)'
TYPES = ("text", "int4", "int8", "bytea")


async def seconds(source: Source, database: psycopg.Connection, expected: int) -> float:
    """Read, decode and store `expected` messages."""
    layouts = layouts_of(published())
    begun, count = 0.0, 0
    while count < expected:
        messages = await source.read(BATCH, 0.2)
        if not begun and messages:
            begun = time.monotonic()
        if any(isinstance(read(message.payload, layouts), Problem) for message in messages):
            raise ValueError("a message of the mix cannot be decoded")
        with database.cursor() as cursor, cursor.copy(COPY) as copy:
            copy.set_types(TYPES)
            for message in messages:
                row = (message.topic, message.partition, message.offset, message.payload)
                copy.write_row(row)
        database.commit()
        count += len(messages)
    return time.monotonic() - begun


async def run(bootstrap: str, url: str, expected: int, places: list[Place]) -> float:
    """The same, with its connections."""
    source = Source(bootstrap, dict.fromkeys(places, 0))
    await source.start()
    try:
        with psycopg.connect(url) as database:
            database.execute(TABLE)
            database.commit()
            return await seconds(source, database, expected)
    finally:
        await source.stop()


def main(given: list[str]) -> None:
    """Read everything once."""
    bootstrap, url, expected, partitions, *topics = given
    places = [(topic, number) for topic in topics for number in range(int(partitions))]
    end_s = asyncio.run(run(bootstrap, url, int(expected), places))
    sys.stdout.write(json.dumps({"end_s": end_s}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
