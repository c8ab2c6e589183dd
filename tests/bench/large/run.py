"""
The line over a large pool: `make bench-large`, or `python -m bench.large.run [--facts N,N …] …`.

On one stack: the rate over a new pool, over pools filled to each size, the counter there, how long
a start and a takeover take, a backlog that waits when the hub comes, and memory under a steady
load. Writes `build/bench-large.json`, also after each step, with the size that was reached.
"""

import argparse
import sys

import psycopg
from bench.large.pools import FIGURES, Large
from bench.machine import machine
from bench.rounds import PARTITIONS
from bench.stack import stack


def main() -> None:
    """Measure and keep."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--facts", default="1000000,10000000", help="sizes, ascending")
    given.add_argument("--chunk", type=int, default=100_000, help="events for each rate")
    given.add_argument("--backlog", type=int, default=1_000_000)
    given.add_argument("--rate", type=int, default=500, help="of the steady load")
    given.add_argument("--seconds", type=int, default=600, help="of the steady load")
    given.add_argument("--questions", type=int, default=2_000)
    options = given.parse_args()
    with stack(PARTITIONS) as on:
        url = on.settings.database_url
        assert url is not None
        with psycopg.connect(url, autocommit=True) as database:
            large = Large(on, database, options.chunk)
            large.keep(machine=machine(url))
            large.sizes([int(size) for size in options.facts.split(",")], options.questions)
            large.backlog(options.backlog)
            large.steadily(options.rate, options.seconds)
    sys.stdout.write(FIGURES.read_text("utf-8"))


if __name__ == "__main__":
    main()
