"""Play one seed: `python -m simulation --seed N --steps 1000 [--only 1,2,3] [--trace]`."""

import argparse
import sys
import time

from simulation.failing import prefix, say, shorter, told, without
from simulation.run import Run


def main(words: list[str]) -> int:
    """0 when everything held; else where it broke is told, with the shortest run found cheaply."""
    given = argparse.ArgumentParser(prog="simulation", description=__doc__)
    given.add_argument("--seed", type=int, required=True)
    given.add_argument("--steps", type=int, default=1000)
    given.add_argument("--only", default="", help="the steps to take, as a failing run names them")
    given.add_argument("--trace", action="store_true", help="print every step")
    options = given.parse_args(words)
    only = [int(step) for step in options.only.split(",") if step]
    skip = without(only, options.steps) if only else frozenset()
    begun = time.monotonic()
    run = Run(seed=options.seed, steps=options.steps, skip=skip).play()
    if options.trace:
        say("\n".join(run.trace))
    if run.failure is None:
        taken_s = time.monotonic() - begun
        say(f"seed {run.seed}: {run.steps - len(skip)} steps held in {taken_s:.1f} s, {run.digest}")
        return 0
    say(told(run.failure, skip) if skip else told(*shorter(prefix(run.failure))))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
