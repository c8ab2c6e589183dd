"""What the line decides in a played town, as one digest an entry: equal before and after a rebuild.

`python -m simulation.decided --seeds 20 FILE` writes the digests; with `--compare` it says at which
entry of which seed the line first decides otherwise than the file has it. Names of classes are not
part of it, so that a value may move; names of fields are.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path

from simulation.again import by_name
from simulation.failing import say
from simulation.run import Run
from streams.line.changes import Changes


def digests(seed: int, steps: int) -> list[str]:
    """A digest of all that each entry changes, in the order of the journal."""
    return [digest(changes) for changes in Run(seed=seed, steps=steps).play().written]


def digest(changes: Changes) -> str:
    """Of every field that is not empty."""
    plain = {name: _plain(value) for name, value in by_name(changes).items()}
    told = {name: value for name, value in plain.items() if value not in ([], "", False, None)}
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """JSON that says the same, sets in an order of their own."""
    match value:
        case Enum():
            return value.value
        case bool() | int() | float() | str() | None:
            return value
        case bytes():
            return value.hex()
        case Mapping():
            return _sorted([[_plain(key), _plain(each)] for key, each in value.items()])
        case set() | frozenset():
            return _sorted([_plain(each) for each in value])
        case Collection():
            return [_plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return str(value)


def _sorted(values: Iterable[object]) -> list[object]:
    return sorted(values, key=json.dumps)


def main(words: list[str]) -> int:
    """0 when written, or when nothing is decided otherwise."""
    given = argparse.ArgumentParser(prog="simulation.decided", description=__doc__)
    given.add_argument("--seeds", type=int, default=20)
    given.add_argument("--steps", type=int, default=1000)
    given.add_argument("--compare", action="store_true")
    given.add_argument("file", type=Path)
    options = given.parse_args(words)
    found = {str(s): digests(s, options.steps) for s in range(1, options.seeds + 1)}
    say(f"{len(found)} seeds, {sum(map(len, found.values()))} entries")
    if not options.compare:
        options.file.write_text(json.dumps(found, indent=1))
        return 0
    kept = json.loads(options.file.read_text("utf-8"))
    apart = [seed for seed in found if found[seed] != kept.get(seed)]
    for seed in apart:
        pairs = zip(found[seed], kept.get(seed, []), strict=False)
        entry = next((n for n, (mine, theirs) in enumerate(pairs, 1) if mine != theirs), "its end")
        say(f"seed {seed}: decided otherwise at entry {entry}")
    return int(bool(apart))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
