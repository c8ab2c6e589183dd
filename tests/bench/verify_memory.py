"""
How much memory `hub verify` needs for pools of several sizes, and how long it takes.

Run it with `PYTHONPATH=.:tests python tests/bench/verify_memory.py [--events 20000,80000]`.

The line decides messages of a sample city on a PostgreSQL of its own. At each size everything that
the database has is recounted in a process of its own, of which the most memory it ever had (VmHWM)
is read. The broker is not asked: of its messages sixteen bytes each are held beside. Nothing is
asserted about memory or time.
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from bench.store_cost import City, postgres
from contract.stores import RING, OnPostgres
from integration.verify.test_any_play import Line

from monitoring.verify.cells import opener
from monitoring.verify.database import snapshot
from monitoring.verify.verification import recount

BATCH = 2_000


def main() -> None:
    """Run and print a line a size."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--events", default="20000,80000", help="sizes, each more than the last")
    given.add_argument("--recount", help="an address: only recount what is there, and print")
    options = given.parse_args()
    if options.recount:
        recount_there(options.recount)
        return
    sys.stdout.write("events   versions   facts   MiB at most   seconds   holds\n")
    with postgres() as url:
        line, city, decided = Line(OnPostgres(url)), City(seed=4), 0
        for size in map(int, options.events.split(",")):
            while decided < size:
                line.publish(city.batch(min(BATCH, size - decided), only_new=False))
                decided += min(BATCH, size - decided)
            sys.stdout.write(f"{size:<9,}")
            sys.stdout.flush()
            subprocess.run([sys.executable, __file__, "--recount", url], check=True)


def recount_there(url: str) -> None:
    """Recount one database, and print what that took."""
    begun = time.monotonic()
    with snapshot(url) as moment:
        five = recount(moment, opener(RING), RING.current)
    took = time.monotonic() - begun
    versions, facts = five[2].counts["stored messages"], five[4].counts["facts"]
    holds = all(finding.holds for finding in five)
    sys.stdout.write(f"{versions:<11,}{facts:<8,}{most_kib() / 1024:<14.0f}{took:<10.0f}{holds}\n")


def most_kib() -> int:
    """The most memory that this process ever had, in KiB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    main()
