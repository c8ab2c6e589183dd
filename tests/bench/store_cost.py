"""
What the store costs on this machine.

Run it with `PYTHONPATH=.:tests python tests/bench/store_cost.py [--batch 2000] [--batches 20]`.

Batches of events of a sample city (65 % new, 20 % repeats, 10 % told by a second source, 5 %
corrections; `--only-new`: each about a new subject) go through the line on a PostgreSQL of its own.
Prints microseconds per event for each part: wall, CPU of Python, CPU of the server's backend.
Nothing is asserted about time.
"""

import argparse
import cProfile
import os
import pstats
import random
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.cast import CATALOGUE, TAX
from scenario.codes import uscc
from scenario.message import Message, penalty

from streams.kinds.event import Subject, SubjectKind
from streams.line.decide import decide_batch, need_of
from streams.line.entry import Arrival, Batch
from streams.operate.embedded.child import Child
from streams.operate.embedded.servers import embedded_postgres
from streams.store.migrate import migrate


class City:
    """Draws messages in the shares of the bench."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._told: list[Message] = []
        self._number = 0

    def batch(self, size: int, *, only_new: bool) -> list[Message]:
        return [self._one(only_new=only_new) for _ in range(size)]

    def _one(self, *, only_new: bool) -> Message:
        share = self._random.random()
        if only_new or share < 0.65 or not self._told:
            return self._new()
        told = self._random.choice(self._told)
        if share < 0.85:
            return told
        if share < 0.95:
            self._number += 1
            return told.relayed("province", f"P{self._number}", authority=asdict(TAX))
        version = int(told.record["version"]) + 1
        return told.corrected(version, violation=f"更正{self._number}")

    def _new(self) -> Message:
        self._number += 1
        number = f"{self._number:08}"
        about = Subject(
            kind=SubjectKind.ORGANISATION, name=f"样本企业{number}", uscc=uscc("91", number)
        )
        burdens = self._random.random() < 0.05
        told = penalty(
            number,
            about=about,
            clauses=["PROCUREMENT_BAN"] if burdens else ["FINE"],
            violation_facts="经查，当事人在申报期内未按规定办理纳税申报，责令限期改正。" * 3,
        )
        self._told.append(told)
        return told


class Stopwatch:
    """Seconds by part: wall, CPU of this process, CPU of the server's backend."""

    def __init__(self, backend_pid: int) -> None:
        self._backend = Path(f"/proc/{backend_pid}/stat")
        self._spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Add what happens inside to a part."""
        before = self._now()
        yield
        spent = self._spent[name]
        for place, (was, now) in enumerate(zip(before, self._now(), strict=True)):
            spent[place] += now - was

    def _now(self) -> tuple[float, float, float]:
        fields = self._backend.read_text().rsplit(")", 1)[1].split()
        ticks = int(fields[11]) + int(fields[12])
        backend = ticks / os.sysconf("SC_CLK_TCK")
        return time.perf_counter(), time.process_time(), backend

    def forget(self) -> None:
        """Begin again."""
        self._spent.clear()

    def show(self, events: int) -> None:
        """Print every part, an event."""
        sys.stdout.write(f"{events} events; µs per event    wall  Python  server\n")
        for name, spent in self._spent.items():
            figures = "".join(f"{seconds / events * 1e6:8.1f}" for seconds in spent)
            sys.stdout.write(f"{name:<24}{figures}\n")


def main() -> None:
    """Run and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--batch", type=int, default=2000)
    given.add_argument("--batches", type=int, default=20)
    given.add_argument("--only-new", action="store_true")
    given.add_argument("--profile", choices=["load", "decide", "save"])
    options = given.parse_args()
    with postgres() as url:
        run(url, options)


def run(url: str, options: argparse.Namespace) -> None:
    """Decide the batches and print what each part took."""
    on = OnPostgres(url)
    line = LineOnStore(on.store, on.save, CATALOGUE)
    city, profile = City(seed=4), cProfile.Profile()
    watch, events = Stopwatch(on.connection.info.backend_pid), 0
    for number in range(options.batches):
        if number == 2:  # plans are made and caches are warm
            watch.forget()
            events = 0
        arrivals: list[Arrival] = [
            line.arrival(m) for m in city.batch(options.batch, only_new=options.only_new)
        ]
        batch = Batch(arrivals=tuple(arrivals))
        with watch.part("need"):
            need = need_of(batch)
        with watch.part("load"), profiled(profile, options.profile == "load"):
            snapshot = on.store.load(need)
        with watch.part("decide"), profiled(profile, options.profile == "decide"):
            changes = decide_batch(line.entry(batch), batch, snapshot, line.book)
        with watch.part("save"), profiled(profile, options.profile == "save"):
            line.keep(changes)
        events += len(arrivals)
    watch.show(events)
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(22)


@contextmanager
def profiled(profile: cProfile.Profile, wanted: bool) -> Iterator[None]:
    """Profile what happens inside, if wanted."""
    if not wanted:
        yield
        return
    profile.enable()
    yield
    profile.disable()


@contextmanager
def postgres() -> Iterator[str]:
    """An embedded server with the newest schema, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hub-bench-"))
    folder.chmod(0o711)
    recipe, url = embedded_postgres(folder)
    child = Child(recipe)
    try:
        child.await_ready()
        migrate(url)
        yield url
    finally:
        child.stop()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
