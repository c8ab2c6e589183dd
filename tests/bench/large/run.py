"""
The line over a large pool: `make bench-large`, or `python -m bench.large.run [--facts N,N …] …`.

On one stack: the rate over a new pool, over pools filled to each size, the counter there, how long
a start and a takeover take, a backlog that waits when the hub comes, lifts behind waiting burdens,
and memory under a steady load. Writes `build/bench-large.json` after each step with the size that
was reached, and `docs/performance-large.md` from it at the end.
"""

import argparse
import sys

import psycopg
from bench.large.pools import FIGURES, Large
from bench.machine import machine
from bench.report.large_page import large_page
from bench.report.writing import DOCS, write_page
from bench.stack import PARTITIONS, stack

PAGE = DOCS / "performance-large.md"


def main() -> None:
    """Measure and keep."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--facts", default="1000000,10000000", help="sizes, ascending")
    given.add_argument("--chunk", type=int, default=100_000, help="events for each rate")
    given.add_argument("--backlog", type=int, default=1_000_000)
    given.add_argument("--burdens", type=int, default=20_000, help="that wait when lifts come")
    given.add_argument("--lifts", type=int, default=1_000)
    given.add_argument("--rate", type=int, default=500, help="of the steady load")
    given.add_argument("--seconds", type=int, default=600, help="of the steady load")
    given.add_argument("--questions", type=int, default=2_000)
    given.add_argument("--page-only", action="store_true", help="from the figures that are kept")
    options = given.parse_args()
    if not options.page_only:
        _measure(options)
    write_page("bench.report.large_plots", FIGURES, PAGE, large_page)


def _measure(options: argparse.Namespace) -> None:
    with stack(PARTITIONS) as on:
        url = on.settings.database_url
        assert url is not None
        with psycopg.connect(url, autocommit=True) as database:
            large = Large(on, database, options.chunk)
            large.keep(machine=machine(url))
            large.sizes([int(size) for size in options.facts.split(",")], options.questions)
            large.backlog(options.backlog)
            large.lifts(options.burdens, options.lifts)
            large.steadily(options.rate, options.seconds)
    sys.stdout.write(FIGURES.read_text("utf-8"))


if __name__ == "__main__":
    main()
