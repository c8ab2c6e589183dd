"""
What each step of the line costs on this machine, for the mix of the throughput figures.

Run it with `PYTHONPATH=.:tests python tests/bench/line_cost.py [--batch 2000] [--batches 12]`.

The mix of `traffic.py` goes through reader, look-ups, decision and write as in the worker, on a
PostgreSQL of its own, without broker and relay. Prints microseconds per event for each step: wall,
CPU of Python, CPU of the server's backend. Nothing is asserted about time.
"""

import argparse
import cProfile
import pstats
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime

from bench.store_cost import Stopwatch, postgres, profiled
from bench.traffic import publications
from contract.line_on_store import KEY, LineOnStore
from contract.stores import OnPostgres

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.manifest import published
from streams.accept.reference_data import reference_data_of
from streams.deciding.arrivals import Reader
from streams.deciding.message import Message
from streams.line.decide import decide_batch, need_of
from streams.line.entry import Batch
from streams.operate.machine_code import compiled
from streams.worker.collecting import Collecting

DAY = date(2026, 11, 24)
STEPS = ("read", "need", "load", "decide", "save")


def batches(number: int, size: int) -> Iterator[list[Message]]:
    """The mix as the worker reads it."""
    offsets: dict[str, int] = defaultdict(int)
    appended_at_ms = int(datetime(DAY.year, DAY.month, DAY.day, 4, tzinfo=UTC).timestamp() * 1000)
    messages = []
    for told in publications(number * size):
        topic = f"credit.events.{told.department}"
        messages.append(
            Message(
                topic=topic,
                partition=0,
                offset=offsets[topic],
                appended_at_ms=appended_at_ms,
                payload=told.payload,
            )
        )
        offsets[topic] += 1
        if len(messages) == size:
            yield messages
            messages = []


def run(url: str, options: argparse.Namespace) -> None:
    """Decide the batches and print what each step took."""
    catalogue = read_catalogue(SAMPLE)
    assert isinstance(catalogue, Catalogue)
    on = OnPostgres(url)
    line = LineOnStore(on.store, on.save, catalogue, on=DAY)
    reference = reference_data_of(next_catalogue(None, catalogue, DAY), published())
    reader, profile = Reader(reference=reference, key=KEY), cProfile.Profile()
    collecting = Collecting()
    collecting.begin(0.0)
    watch, events = Stopwatch(on.connection.info.backend_pid), 0
    for number, messages in enumerate(batches(options.batches, options.batch)):
        if number == 2:  # plans are made and caches are warm
            watch.forget()
            events = 0
        with watch.part("read"), profiled(profile, options.profile == "read"):
            batch = Batch(arrivals=tuple(reader.read(message) for message in messages))
        with watch.part("need"), profiled(profile, options.profile == "need"):
            need = need_of(batch)
        with watch.part("load"), profiled(profile, options.profile == "load"):
            snapshot = on.store.load(need)
        with watch.part("decide"), profiled(profile, options.profile == "decide"):
            changes = decide_batch(line.entry(batch), batch, snapshot, line.book)
        with watch.part("save"), profiled(profile, options.profile == "save"):
            line.keep(changes)
        events += len(messages)
        collecting.between(0.0, leisure=False)
    watch.show(events)
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


def main() -> None:
    """Run and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--batch", type=int, default=2000)
    given.add_argument("--batches", type=int, default=12)
    given.add_argument("--profile", choices=STEPS)
    options = given.parse_args()
    sys.stdout.write(f"the line runs as {'machine code' if compiled() else 'plain Python'}\n")
    with postgres() as url:
        run(url, options)


if __name__ == "__main__":
    main()
