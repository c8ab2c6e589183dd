"""
What database, relay and broker leave to a worker: the line's statements, without the line.

Part of `make bench`; alone, after `make compile`:
`PYTHONPATH=build/compiled:.:tests python -P -m bench.floor [EVENTS]`.

The mix is decided once, and every statement and every row that goes to the server is kept. Then the
same goes to a database that has decided nothing, entry by entry, from a process that does nothing
else, while a relay sends what there is to be sent: once all of it, once only what is written. No
worker that writes these rows, one transaction for each entry, is faster than the latter.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from bench.line import PATIENCE_S, standing
from bench.machine import cpu_s
from bench.stack import Stack, processes, stack
from bench.tape import Tape, taped
from bench.traffic import Publication, publications
from psycopg import sql

from streams.deciding.assembly import decider_of, store_of
from streams.deciding.decider import BATCH
from streams.deciding.message import Message
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.store.connection import connect_to_decide
from streams.store.keys import teach_keys
from streams.wiring.keys import load_keys
from streams.wiring.settings import Settings

#: What is played, by the beginning of its figures' names: with what is asked, or without.
PLAYED: Final = {"statements": True, "writes": False}


def measure_floor(told: Sequence[Publication], partitions: int) -> dict[str, float]:
    """Events a second until all is written and its receipts are sent; CPU of who takes part."""
    with stack(partitions) as on:
        with processes(on.settings, "worker"):
            pass  # it has its first day, its catalogue and its topics
        found: dict[str, float] = {}
        copies = _copies(on.settings, ("tape", *PLAYED))
        tapes = _record(copies["tape"], told, partitions)
        for name, asking in PLAYED.items():
            played = Stack(settings=copies[name], pids=on.pids)
            for figure, value in _play(played, tapes, len(told), asking=asking).items():
                found[f"{name}_{figure}"] = value
        return found


def _copies(settings: Settings, names: Sequence[str]) -> dict[str, Settings]:
    """Settings of databases with the same in them, by name; they go with their server."""
    assert settings.database_url is not None
    url = urlsplit(settings.database_url)
    first = sql.Identifier(url.path.lstrip("/"))
    with psycopg.connect(urlunsplit(url._replace(path="/template1")), autocommit=True) as server:
        for name in names:
            made = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), first)
            server.execute(made)
    return {
        name: settings.model_copy(
            update={"database_url": urlunsplit(url._replace(path=f"/{name}"))}
        )
        for name in names
    }


def _record(settings: Settings, told: Sequence[Publication], partitions: int) -> list[Tape]:
    assert settings.database_url is not None
    with taped(settings.database_url) as session:
        keys = load_keys(settings.keys_folder)
        line_store = PostgresLineStore(store_of(session, keys))
        decider = decider_of(line_store, keys, lambda: (uuid4(), datetime.now(UTC)))
        tapes = []
        for batch in _batches(told, partitions):
            session.tape = Tape()
            decider.take(batch)
            tapes.append(session.tape)
        return tapes


def _batches(told: Sequence[Publication], partitions: int) -> Iterator[list[Message]]:
    """The mix on topics of so many partitions each, evenly."""
    offsets: Counter[tuple[str, int]] = Counter()
    appended_at_ms = int(time.time() * 1000)
    messages = []
    for number, one in enumerate(told):
        topic, partition = f"credit.events.{one.department}", number % partitions
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


def _play(on: Stack, tapes: Sequence[Tape], count: int, *, asking: bool) -> dict[str, float]:
    url = on.settings.database_url
    assert url is not None
    with processes(on.settings, "relay") as pids, connect_to_decide(url, "bench floor") as session:
        teach_keys(session)
        watched = {**pids, **on.pids}
        before = {name: cpu_s(pid) for name, pid in watched.items()}
        spent_s, begun = time.process_time(), datetime.now(UTC)
        for tape in tapes:
            tape.play(session, asking=asking)
        found = {"player_cpu_us_per_event": (time.process_time() - spent_s) / count * 1e6}
        with psycopg.connect(url, autocommit=True) as database:
            deadline = time.monotonic() + PATIENCE_S
            while standing(database).unsent:
                if time.monotonic() > deadline:
                    raise TimeoutError(f"not sent within {PATIENCE_S} s of the last entry")
                time.sleep(0.05)
            row = database.execute("SELECT max(sent_at) FROM page").fetchone()
        assert row is not None
        found["events_per_s"] = count / (row[0] - begun).total_seconds()
        for name, pid in watched.items():
            found[f"{name}_cpu_us_per_event"] = (cpu_s(pid) - before[name]) / count * 1e6
    return found


def main() -> None:
    """Measure and print one line of JSON."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    load = os.getloadavg()[0]
    figures = measure_floor(list(publications(count)), partitions=4)
    found: dict[str, object] = {name: round(value, 1) for name, value in figures.items()}
    found |= {"events": count, "load_before": round(load, 1)}
    found["at"] = datetime.now(UTC).isoformat(timespec="seconds")
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
