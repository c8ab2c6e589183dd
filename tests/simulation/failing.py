"""What is kept of a failing seed: where it broke, and a shorter run that breaks in the same way."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from simulation.run import ORACLE_EVERY, Failure, Run

SEEDS = Path(__file__).parent / "seeds"
#: How many shorter runs are tried; each takes as long as the run that failed, or less.
TRIES = 60

Play = Callable[[Run], Run]


def plain(run: Run) -> Run:
    """Play it."""
    return run.play()


def prefix(failed: Failure, play: Play = plain) -> Failure:
    """The first step at which the oracle, asked after every step, sees the same."""
    since = max(1, failed.step - ORACLE_EVERY)
    again = play(Run(seed=failed.seed, steps=failed.step, oracle_from=since)).failure
    return again if again is not None and again.step <= failed.step else failed


def shorter(failed: Failure, play: Play = plain) -> tuple[Failure, frozenset[int]]:
    """
    The failure with as many steps left out as a few tries find, and which ones.

    Each step draws its own chance from seed and number, so that leaving one out moves no other.
    """
    skip: frozenset[int] = frozenset()
    size, tries = max(1, failed.step // 2), 0
    while size and tries < TRIES:
        for block in _blocks(failed.step, size, skip):
            tries += 1
            run = play(Run(seed=failed.seed, steps=failed.step, skip=skip | block))
            if run.failure is not None and run.failure.invariant == failed.invariant:
                failed, skip = run.failure, skip | block
            if tries >= TRIES:
                break
        size //= 2
    return failed, frozenset(step for step in skip if step < failed.step)


def _blocks(last: int, size: int, skip: frozenset[int]) -> Iterable[frozenset[int]]:
    left = [step for step in range(1, last) if step not in skip]
    for first in range(0, len(left), size):
        yield frozenset(left[first : first + size])


def told(failure: Failure, skip: frozenset[int]) -> str:
    """The failure for a person, with the command that repeats it."""
    only = f" --only {','.join(map(str, left(failure, skip)))}" if skip else ""
    return (
        f"seed {failure.seed} broke at step {failure.step} ({failure.doing})\n"
        f"  invariant: {failure.invariant}\n  seen: {failure.detail}\n"
        f"  {failure.step - len(skip)} steps are enough: PYTHONPATH=.:tests .venv/bin/python -m "
        f"simulation --seed {failure.seed} --steps {failure.step}{only}"
    )


def left(failure: Failure, skip: frozenset[int]) -> list[int]:
    """The steps of a failing run that were not left out."""
    return [step for step in range(1, failure.step + 1) if step not in skip]


def without(only: Iterable[int], steps: int) -> frozenset[int]:
    """What to skip, so that of so many steps only these are taken."""
    return frozenset(range(1, steps + 1)) - frozenset(only)


def say(text: str) -> None:
    """Tell whoever watches, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def keep(failure: Failure, skip: frozenset[int]) -> Path:
    """Keep a failing seed, so that the ordinary test plays it from now on."""
    SEEDS.mkdir(exist_ok=True)
    file = SEEDS / f"{failure.seed}.json"
    kept = {**asdict(failure), "only": left(failure, skip)}
    file.write_text(json.dumps(kept, ensure_ascii=False) + "\n", "utf-8")
    return file


def kept() -> list[Run]:
    """Every run that once failed, as it was shortened, and whole."""
    found = []
    for file in sorted(SEEDS.glob("*.json")):
        given = json.loads(file.read_text("utf-8"))
        seed, steps = given["seed"], given["step"]
        found += [
            Run(seed=seed, steps=steps, skip=without(given["only"], steps)),
            Run(seed=seed, steps=steps),
        ]
    return found
