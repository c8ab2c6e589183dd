"""The verifier is kept apart from the line: a mistake there must not be made here again."""

import sys

import pytest
from support.imports import imported_names, modules, reached_from

VERIFIER = "monitoring.verify"
#: Besides its own modules and the standard library.
CLIENTS = {"cryptography", "httpx", "kafka", "psycopg"}
#: What it takes of the hub, in one folder.
TAKEN = ("settings", "keys", "endpoints", "failures")
ALLOWED = {"streams.statements", *(f"streams.wiring.{name}" for name in TAKEN)}
#: Which channel has topics is its own to say; names of topics and bytes are the verifier's own.
CHANNELS = "connectors.channels.kinds.with_topics"


def verifying() -> list[str]:
    """Every module of the verifier."""
    return sorted(name for name in modules() if name.startswith(VERIFIER))


@pytest.mark.parametrize("name", verifying())
def test_it_imports_nothing_else(name: str) -> None:
    """Clients, contracts, settings, keys, the reader of SQL files and the table of channels."""
    wrong = [
        target
        for target in imported_names(modules()[name])
        if target != CHANNELS
        and target.partition(".")[0] not in sys.stdlib_module_names | CLIENTS | {"schemas"}
        and not target.startswith(VERIFIER)
        and not any(target.startswith(f"{allowed}.") or target == allowed for allowed in ALLOWED)
    ]
    assert wrong == []


def test_nothing_of_the_line_comes_along() -> None:
    """Not even through others: no stage, no deciding, no worker, no database of the line."""
    reached = {target for name in verifying() for target in reached_from(name)}
    foreign = [
        n
        for n in reached
        if n.startswith("streams.") and not n.startswith(("streams.wiring.", "streams.statements"))
    ]
    assert foreign == []
