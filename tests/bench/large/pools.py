"""The line over pools that grow, on one stack, and what was found there."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from itertools import islice

import psycopg
from bench.counter import measure_counter
from bench.large.fill import facts, fill, sow
from bench.large.lifts import lifts_first
from bench.large.steady import steady
from bench.large.takeover import takeover_s
from bench.line import line_events_per_s, publish, standing
from bench.stack import Stack, processes

from deploy.install import ROOT
from streams.operate.load.traffic import Traffic

FIGURES = ROOT / "build" / "bench-large.json"


class Large:
    """One stack, its traffic without end, and what was found so far."""

    def __init__(self, on: Stack, database: psycopg.Connection, chunk: int) -> None:
        self._on, self._database, self._chunk = on, database, chunk
        self._messages = Traffic().messages(seed=7)
        self._begun = time.monotonic()
        self.found: dict[str, object] = {"events_for_a_rate": chunk, "by_size": []}

    def tell(self, what: str) -> None:
        """Say what is being done."""
        sys.stderr.write(f"{time.monotonic() - self._begun:7.0f} s  {what}\n")

    def keep(self, **found: object) -> None:
        """Keep figures, in the file too."""
        self.found |= found
        self.found |= {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "load": round(os.getloadavg()[0], 1),
        }
        FIGURES.write_text(json.dumps(self.found, indent=1, ensure_ascii=False) + "\n", "utf-8")

    def rate(self, count: int) -> float:
        """Events a second of a backlog of the mix that waits when worker and relay start."""
        before = standing(self._database)
        publish(self._on.settings, islice(self._messages, count))
        with processes(self._on.settings, "worker", "relay"):
            found = line_events_per_s(self._on.settings, count, sent=True, before=before)
        return found["line_events_per_s"]

    def start_s(self) -> float:
        """Seconds until a worker serves."""
        begun = time.monotonic()
        with processes(self._on.settings, "worker"):
            return time.monotonic() - begun

    def sizes(self, wanted: list[int], questions: int) -> None:
        """The rate over a new pool, and at each size, with counter and start."""
        self.tell("a new pool")
        empty = self.rate(self._chunk)
        seeds, copies = sow(self._database), 1
        self.keep(
            empty_events_per_s=round(empty), seeds=seeds, start_empty_s=round(self.start_s(), 2)
        )
        for size in wanted:
            self.tell(f"filling to {size} facts")
            until = max(copies, 1 + size // seeds)
            fill(self._database, seeds, range(copies, until), self.tell)
            copies = until
            known = facts(self._database)
            self.tell(f"the rate over {known}")
            rate = self.rate(self._chunk)
            at: dict[str, float] = {
                "facts": facts(self._database),
                "line_events_per_s": round(rate),
            }
            at |= {"ratio": round(rate / empty, 3), "start_s": round(self.start_s(), 2)}
            at |= {"takeover_s": round(self._takeover_s(), 2)}
            at |= self._counter(questions)
            by_size = self.found["by_size"]
            assert isinstance(by_size, list)
            by_size.append(at)
            self.keep(big_pool_ratio=at["ratio"], check_big_p99_ms=at["check_p99_ms"])

    def _takeover_s(self) -> float:
        self.tell("a takeover")
        return takeover_s(self._on.settings, self._database, list(islice(self._messages, 100)))

    def _counter(self, questions: int) -> dict[str, float]:
        self.tell("the counter")
        port = self._on.settings.api_port
        assert port is not None
        with processes(self._on.settings, "worker", "api") as pids:
            found = measure_counter(port, pids["api"], self._chunk, questions)
        return {name: round(value, 2) for name, value in found.items()}

    def backlog(self, count: int) -> None:
        """What is published while the hub is away, drained."""
        self.tell(f"a backlog of {count}")
        self.keep(backlog=count, drain_events_per_s=round(self.rate(count)))

    def lifts(self, burdens: int, lifts: int) -> None:
        """How soon lifts are out that were decided after more burdens than can be sent at once."""
        self.tell(f"{burdens} burdens, then {lifts} lifts, while no relay runs")
        self.keep(lifts_first=lifts_first(self._on.settings, self._database, burdens, lifts))

    def steadily(self, rate: int, seconds: int) -> None:
        """Memory of the hub's processes while traffic comes at this rate."""
        self.tell(f"{rate} a second for {seconds} s")
        held = steady(self._on.settings, self._messages, rate, seconds)
        self.keep(steady_rate=rate, steady_s=seconds, steady_memory_mib=held)
