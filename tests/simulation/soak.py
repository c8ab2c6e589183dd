"""Play many seeds, on every core; keep each that fails as a file that the ordinary test replays."""

import argparse
import os
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed

from simulation.failing import keep, prefix, say, shorter, told
from simulation.run import Failure, Run

#: Seeds of the ordinary test begin at 1; those of a soak do not play them again.
FIRST = 100_000
#: How often progress is told.
EVERY_S = 10.0


def play(seed: int, steps: int) -> tuple[Failure, frozenset[int]] | None:
    """One seed; where it fails, shortened."""
    failure = Run(seed=seed, steps=steps).play().failure
    return None if failure is None else shorter(prefix(failure))


def soak(seeds: Iterable[int], steps: int) -> int:
    """Play all; how many failed."""
    wanted = list(seeds)
    begun = told_at = time.monotonic()
    failed = 0
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        playing = [pool.submit(play, seed, steps) for seed in wanted]
        for done, future in enumerate(as_completed(playing), 1):
            found = future.result()
            if found is not None:
                failed += 1
                say(f"{told(*found)}\n  kept as {keep(*found)}")
            if time.monotonic() - told_at > EVERY_S or done == len(wanted):
                told_at = time.monotonic()
                rate = done * steps / (told_at - begun)
                say(f"{done} of {len(wanted)} seeds, {failed} failed, {rate:,.0f} steps/s")
    return failed


def main(words: list[str]) -> int:
    """0 when all held."""
    given = argparse.ArgumentParser(prog="simulation.soak", description=__doc__)
    given.add_argument("--seeds", type=int, default=10_000)
    given.add_argument("--steps", type=int, default=1000)
    given.add_argument("--first", type=int, default=FIRST)
    options = given.parse_args(words)
    seeds = range(options.first, options.first + options.seeds)
    return int(soak(seeds, options.steps) > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
