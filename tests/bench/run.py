"""
All figures in one run: `make bench`, or `PYTHONPATH=.:tests python -m bench.run [--events N] …`.

Plays each round on servers of its own and writes the medians to `build/bench.json`, after each
round what there is by then. Nothing is asserted. Broker, database, hub, peers and this program
share the machine's cores.
"""

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.peers.environment import bench_python
from bench.report.page import page
from bench.report.writing import DOCS, write_page
from bench.rounds import RATES, Round, Size, histograms, medians, play
from bench.traffic import publications

from deploy.install import ROOT
from deploy.lock import BENCH_LOCK

FIGURES = ROOT / "build" / "bench.json"
PAGE = DOCS / "performance-run.md"


def main() -> None:
    """Measure, keep, and write the page where that is wanted."""
    options = _options()
    if not options.page_only:
        _measure(options)
    if options.page or options.page_only:
        write_page("bench.report.plots", FIGURES, PAGE, page)


def _measure(options: argparse.Namespace) -> None:
    begun, load = time.monotonic(), os.getloadavg()[0]
    bench_python()  # what is fetched is fetched before anything is measured

    def tell(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - begun:7.0f} s  {what}\n")

    tell(f"making {options.events} events")
    told = list(publications(options.events))
    size = Size(seconds=options.seconds, questions=options.questions)
    rounds: list[Round] = []
    for number in range(1, options.rounds + 1):
        tell(f"round {number} of {options.rounds}")
        rounds.append(play(told, size, tell))
        found = _put_together(rounds) | {
            "events": options.events,
            "bytes_per_event": round(sum(len(one.payload) for one in told) / len(told)),
            "rounds": number,
            "seconds_at_each_rate": options.seconds,
            "rates": RATES,
            "questions": options.questions,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "load_before": round(load, 1),
            "took_s": round(time.monotonic() - begun),
        }
        _keep(found, FIGURES)
    sys.stdout.write(FIGURES.read_text("utf-8"))


def _put_together(rounds: Sequence[Round]) -> dict[str, object]:
    peers = {
        name: line.split("==")[1].split()[0]
        for line in BENCH_LOCK.read_text("utf-8").splitlines()
        if (name := line.split("==")[0]) in {"quixstreams", "confluent-kafka"}
    }
    return {
        **medians(rounds),
        "machine": {**rounds[0].machine, **peers},
        "each_round": [_finite(one.figures) for one in rounds],
        "histograms": histograms(rounds),
    }


def _finite(figures: Mapping[str, float]) -> dict[str, float | None]:
    """JSON has no infinity."""
    return {n: None if math.isinf(value) else round(value, 2) for n, value in figures.items()}


def _keep(found: dict[str, object], file: Path) -> None:
    part = file.with_suffix(".part")
    part.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    part.replace(file)


def _options() -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--events", type=int, default=200_000)
    given.add_argument("--rounds", type=int, default=3)
    given.add_argument("--seconds", type=int, default=15, help="at each rate")
    given.add_argument("--questions", type=int, default=2_000, help="of each kind")
    given.add_argument("--page", action="store_true", help="write page and plots too")
    given.add_argument("--page-only", action="store_true", help="from the figures that are kept")
    return given.parse_args()


if __name__ == "__main__":
    main()
