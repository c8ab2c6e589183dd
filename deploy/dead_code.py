"""Finds code that nobody uses: functions, classes, methods, imports, unreachable statements.

vulture finds it, twice: over everything, and over everything but the tests, since what only tests
use is dead in the product. Fields and enum members, which are often used by reading a whole row,
count only when they cannot be used at all. What frameworks call by name is listed under
`[tool.vulture]`.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from vulture.config import make_config
from vulture.core import Item, Vulture

from streams.operate.supervise.children import HUB_PROCESSES

ROOT = Path(__file__).resolve().parent.parent
TESTS: Final = "tests"

#: From here on vulture is sure.
SURE = 80

#: What the product has although only tests name it, and why.
ONLY_IN_TESTS: Final[Mapping[str, str]] = {
    "describe": "called by the modules that deploy/compile.py writes",
    "refuse_stale": "called by the package that deploy/compile.py writes",
    "MemoryStore": "the plain form of the port between the line and its state",
    "claim_results": "of the plain form of the outbox, `streams/sending/memory.py`",
    "series": "the table of metrics as alert rules, dashboards and scrapes name them",
    "publications": "the traffic of `hub load` for benchmarks and tests, in its module",
    "nth_working_day": "due days of procedures are counted with it; no procedure has any yet (R16)",
    "next_working_day": "their last days are rolled with it",
    "list_of": "the partners' SDK: one with a large list asks for some subjects by it",
}


def unused(folders: Iterable[str]) -> Iterator[Item]:
    """What nobody in these folders uses."""
    config = make_config(["--config", str(ROOT / "pyproject.toml")])
    by_name = [process.target.partition(":")[2] for process in HUB_PROCESSES]
    vulture = Vulture(
        ignore_names=[*config["ignore_names"], *by_name],
        ignore_decorators=config["ignore_decorators"],
    )
    vulture.scavenge([str(ROOT / folder) for folder in folders])
    for item in vulture.get_unused_code(min_confidence=config["min_confidence"]):
        if item.typ not in {"variable", "attribute"} or item.confidence >= SURE:
            yield item


def findings() -> Iterator[str]:
    """A line for each thing that is wrong."""
    folders = make_config(["--config", str(ROOT / "pyproject.toml")])["paths"]
    for item in unused(folders):
        yield f"{_place(item)}: unused {item.typ} {item.name!r}"
    apart = list(unused(folder for folder in folders if folder != TESTS))
    for item in apart:
        if item.name not in ONLY_IN_TESTS:
            yield f"{_place(item)}: only tests use {item.typ} {item.name!r}"
    for name in ONLY_IN_TESTS.keys() - {item.name for item in apart}:
        yield f"deploy/dead_code.py: {name!r} needs no exception"


def _place(item: Item) -> str:
    return f"{Path(item.filename).resolve().relative_to(ROOT)}:{item.first_lineno}"


def main() -> int:
    """0 when all code is used."""
    found = list(findings())
    print(*found, sep="\n", end="\n" if found else "")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
