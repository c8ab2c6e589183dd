"""
What database, relay and broker leave to a worker: the line's statements, without the line.

Part of `make bench`; alone, after `make compile`:
`PYTHONPATH=build/compiled:.:tests python -P -m bench.floor [EVENTS]`.

The mix is decided once, and every statement and every row that goes to the server is kept. Then the
same goes to a database that has seen nothing, entry by entry, from a process that does nothing
else, while a relay sends what there is to be sent. A worker that writes the same rows, in one
transaction for each entry, cannot be faster than that.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from bench.line import PATIENCE_S, standing
from bench.machine import cpu_s
from bench.stack import Stack, processes, stack
from bench.tape import Tape, taped, untaped
from bench.traffic import Publication, publications
from psycopg import sql

from streams.wiring.database.keys import teach_keys
from streams.wiring.deciding.assembly import decider_of, store_of
from streams.wiring.deciding.decider import BATCH
from streams.wiring.deciding.message import Message
from streams.wiring.deciding.postgres_ledger import PostgresLedger
from streams.wiring.keys import load_keys
from streams.wiring.settings import Settings

PARTITIONS: Final = 4


def measure_statements(told: Sequence[Publication]) -> dict[str, float]:
    """Events a second until all that the line would write is written and sent; CPU of each part."""
    with stack(PARTITIONS) as on:
        with processes(on.settings, "worker"):
            pass  # it has its first day, its catalogue and its topics
        assert on.settings.database_url is not None
        with _copy_of(on.settings.database_url) as other:
            tapes = _record(on.settings, other, told)
        return _play(on, tapes, len(told))


@contextmanager
def _copy_of(url: str) -> Iterator[str]:
    """A second database with the same in it, on the same server; afterwards it is gone."""
    with psycopg.connect(_named(url, "template1"), autocommit=True) as server:
        name = sql.Identifier(urlsplit(url).path.lstrip("/"))
        server.execute(sql.SQL("CREATE DATABASE taped TEMPLATE {}").format(name))
        yield _named(url, "taped")
        server.execute("DROP DATABASE taped")


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _record(settings: Settings, url: str, told: Sequence[Publication]) -> list[Tape]:
    with taped(url) as session:
        keys = load_keys(settings.keys_folder)
        ledger = PostgresLedger(store_of(session, keys))
        decider = decider_of(ledger, keys, lambda: (uuid4(), datetime.now(UTC)))
        tapes = []
        for batch in _batches(told):
            session.tape = Tape()
            decider.take(batch)
            tapes.append(session.tape)
        return tapes


def _batches(told: Sequence[Publication]) -> Iterator[list[Message]]:
    """The mix as a worker reads it from topics of `PARTITIONS` partitions each."""
    offsets: Counter[tuple[str, int]] = Counter()
    appended_at_ms = int(time.time() * 1000)
    messages = []
    for number, one in enumerate(told):
        topic, partition = f"credit.events.{one.department}", number % PARTITIONS
        messages.append(
            Message(
                topic=topic,
                partition=partition,
                offset=offsets[topic, partition],
                appended_at_ms=appended_at_ms,
                payload=one.payload,
            )
        )
        offsets[topic, partition] += 1
    return (messages[first : first + BATCH] for first in range(0, len(messages), BATCH))


def _play(on: Stack, tapes: Sequence[Tape], count: int) -> dict[str, float]:
    url = on.settings.database_url
    assert url is not None
    with processes(on.settings, "relay") as pids, untaped(url) as session:
        teach_keys(session)
        watched = {**pids, **on.pids}
        before = {name: cpu_s(pid) for name, pid in watched.items()}
        begun = time.monotonic()
        for tape in tapes:
            tape.play(session)
        with psycopg.connect(url, autocommit=True) as asking:
            while standing(asking).unsent:
                if time.monotonic() - begun > PATIENCE_S:
                    raise TimeoutError(f"not sent within {PATIENCE_S} s")
                time.sleep(0.05)
        found = {"statements_events_per_s": count / (time.monotonic() - begun)}
        for name, pid in watched.items():
            spent_s = cpu_s(pid) - before[name]
            found[f"statements_{name}_cpu_us_per_event"] = spent_s / count * 1e6
    return found


def main() -> None:
    """Measure and print one line of JSON."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    found: dict[str, object] = {
        name: round(value, 1)
        for name, value in measure_statements(list(publications(count))).items()
    }
    found |= {"events": count, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
