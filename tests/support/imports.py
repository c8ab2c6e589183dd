"""The import graph of the project, read from the source without running it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("connectors", "monitoring", "schemas", "streams")


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One source file."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        """Path within the project."""
        return str(self.path.relative_to(ROOT))


@cache
def modules() -> dict[str, Module]:
    """Every module of the hub's packages by its import name."""
    found = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = Module(name=name, path=path, tree=ast.parse(path.read_text("utf-8")))
    return found


def imported_names(module: Module) -> Iterator[str]:
    """What the module imports, as `module` or `module.name`, also inside its functions."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.place}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def own_imports(module: Module) -> frozenset[str]:
    """The modules of the project that the module imports by name."""
    known = modules()
    found = set[str]()
    for name in imported_names(module):
        parent = name.rpartition(".")[0]
        found |= {name} & known.keys() or {parent} & known.keys()
    return frozenset(found - {module.name})


@cache
def reached_from(name: str) -> frozenset[str]:
    """All modules of the project that come along when `name` is imported."""
    known, reached, open_ends = modules(), set[str](), [name]
    while open_ends:
        for target in own_imports(known[open_ends.pop()]) - reached:
            reached.add(target)
            open_ends.append(target)
    return frozenset(reached)
