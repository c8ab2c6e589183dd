"""Whether other installed distributions lay claim to the hub's own import names."""

from importlib.metadata import distributions
from pathlib import PurePosixPath

#: The hub's top-level packages; path equals import.
OWN = ("connectors", "monitoring", "schemas", "streams")

OWN_DISTRIBUTION = "credit-hub"


def foreign_owners() -> dict[str, tuple[str, ...]]:
    """Name → distributions other than the hub's that install a package or module of that name."""
    owners: dict[str, set[str]] = {}
    for distribution in distributions():
        if distribution.name == OWN_DISTRIBUTION:
            continue
        for name in {_top_level(file) for file in distribution.files or ()} & set(OWN):
            owners.setdefault(name, set()).add(distribution.name)
    return {name: tuple(sorted(names)) for name, names in sorted(owners.items())}


def _top_level(file: PurePosixPath) -> str:
    first = file.parts[0]
    return first.removesuffix(".py") if len(file.parts) == 1 else first
