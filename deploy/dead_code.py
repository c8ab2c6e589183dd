"""Finds code that nobody uses: functions, classes, methods, imports, unreachable statements.

vulture finds it; fields and enum members, which are often used by reading a whole row, count only
when they cannot be used at all. What frameworks call by name is listed under `[tool.vulture]`.
"""

import sys
from pathlib import Path

from vulture.config import make_config
from vulture.core import Vulture

from streams.wiring.supervise.children import HUB_PROCESSES

ROOT = Path(__file__).resolve().parent.parent

#: From here on vulture is sure.
SURE = 80


def main() -> int:
    """0 when all code is used."""
    config = make_config(["--config", str(ROOT / "pyproject.toml")])
    by_name = [process.target.partition(":")[2] for process in HUB_PROCESSES]
    vulture = Vulture(
        ignore_names=[*config["ignore_names"], *by_name],
        ignore_decorators=config["ignore_decorators"],
    )
    vulture.scavenge([str(ROOT / path) for path in config["paths"]])
    unused = [
        item
        for item in vulture.get_unused_code(min_confidence=config["min_confidence"])
        if item.typ not in {"variable", "attribute"} or item.confidence >= SURE
    ]
    for item in unused:
        place = Path(item.filename).resolve().relative_to(ROOT)
        print(f"{place}:{item.first_lineno}: unused {item.typ} {item.name!r}")
    return int(bool(unused))


if __name__ == "__main__":
    sys.exit(main())
