"""
Change the pure stages bit by bit, and count the changes that a quick test sees.

`make mutation-score`. mutmut makes the changes and tries each one with the quick tests that reach
its function, in a copy of the tree; what it changes and which tests are asked stands in
`pyproject.toml`. Prints the score by stage and writes what survived to `SURVIVORS`.
"""

import argparse
import math
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from mutants.run import LEFT_OUT, ROOT

SURVIVORS: Final = ROOT / "build" / "mutation-survivors.diff"
#: What mutmut says of a change that a test saw: by failing, by not ending, by ending the process.
CAUGHT: Final = frozenset({"killed", "timeout", "segfault"})
#: Its last version that goes with Faust's click asks pytest for a name that is spelt otherwise now.
_SPELT: Final = "from _pytest.nodes import Node; Node._nodeid = Node.nodeid"
MUTMUT: Final = (sys.executable, "-c", f"{_SPELT}; from mutmut.__main__ import cli; cli()")
#: Few and quick: mutmut makes all changes, and can name them, once it has been asked to try some.
SOME: Final = "streams.send.retry.*"
#: Of the normal distribution, for an interval that holds the share in 95 of 100 samples.
Z: Final = 1.96


def results(lines: Sequence[str]) -> dict[str, str]:
    """What became of each change, by its name."""
    told = (line.strip().rpartition(": ") for line in lines if line.strip())
    return {name: verdict for name, _, verdict in told}


def stages(verdicts: Mapping[str, str]) -> dict[str, Counter[str]]:
    """How many changes of each stage came to what; a change is named after its module."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, verdict in verdicts.items():
        found[".".join(name.split(".")[:2])][verdict] += 1
    return dict(found)


def table(found: Mapping[str, Counter[str]]) -> Iterator[str]:
    """A line for each stage, and one for all."""
    for stage, verdicts in [*sorted(found.items()), ("all", sum(found.values(), Counter[str]()))]:
        caught = sum(verdicts[verdict] for verdict in CAUGHT)
        total = verdicts.total()
        share = 100 * caught / total if total else 100.0
        others = ", ".join(f"{n} {v}" for v, n in sorted(verdicts.items()) if v not in CAUGHT)
        yield f"{stage:16} {caught:5} of {total:5} caught, {share:5.1f} %  {others}".rstrip()


def interval(caught: int, tried: int) -> tuple[float, float]:
    """Between what shares, in per cent, the score of all lies by a sample's (Wilson, 95 %)."""
    share, weight = caught / tried, Z * Z / tried
    middle = (share + weight / 2) / (1 + weight)
    half = Z * math.sqrt(share * (1 - share) / tried + weight / (4 * tried)) / (1 + weight)
    return 100 * (middle - half), 100 * (middle + half)


def main(arguments: Sequence[str]) -> int:
    """0 when every change asked for was tried; the score is for a person to read."""
    parser = argparse.ArgumentParser(prog="make mutation-score")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="as streams.send.*")
    parser.add_argument("--sample", type=int, metavar="N", help="so many, drawn from all")
    parser.add_argument("--seed", type=int, default=1, help="of the draw")
    parser.add_argument("--children", default="1", help="processes at a time")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="hub-mutation-") as temporary:
        tree = Path(temporary) / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
        names = options.only
        if options.sample is not None:
            _try(tree, [SOME], options.children)
            names = random.Random(options.seed).sample(sorted(_results(tree)), options.sample)
        _try(tree, names, options.children)
        verdicts = {n: v for n, v in _results(tree).items() if v != "not checked"}
        if options.sample is not None:
            verdicts = {name: verdicts[name] for name in names}
        survivors = sorted(name for name, verdict in verdicts.items() if verdict not in CAUGHT)
        SURVIVORS.parent.mkdir(exist_ok=True)
        diffs = ("\n".join(_told(tree, "show", name)) for name in survivors)
        SURVIVORS.write_text("\n\n".join(diffs) + "\n", "utf-8")
    told = [*table(stages(verdicts)), f"What survived: {SURVIVORS.relative_to(ROOT)}"]
    if options.sample is not None:
        low, high = interval(len(verdicts) - len(survivors), len(verdicts))
        told.append(f"Of all, between {low:.1f} and {high:.1f} % (95 %).")
    sys.stdout.write("\n".join(told) + "\n")
    return 0


def _try(tree: Path, names: Sequence[str], children: str) -> None:
    """Try changes of these names, all where there are none. Raises SystemExit if it cannot."""
    run = [*MUTMUT, "run", "--max-children", children, *names]
    if subprocess.run(run, cwd=tree, check=False).returncode:
        raise SystemExit("The changes could not be tried; see above.")


def _results(tree: Path) -> dict[str, str]:
    return results(_told(tree, "results", "--all", "true"))


def _told(tree: Path, *asked: str) -> list[str]:
    told = subprocess.run([*MUTMUT, *asked], cwd=tree, check=True, capture_output=True, text=True)
    return told.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
