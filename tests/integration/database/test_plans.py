"""The line's statements find their rows by index, whatever the server thinks of empty tables."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from streams.wiring.database.connection import Connection, connect_to_decide
from streams.wiring.database.statements import statement

#: Every statement that is run for a batch and takes keys.
BY_KEY = (
    "agenda",
    "answered",
    "best_answers",
    "close_tasks",
    "connected_versions",
    "decided_last",
    "directives",
    "due_subjects",
    "expired",
    "grounding_records",
    "identities",
    "in_quarantine",
    "journal_has",
    "leave_quarantine",
    "lock_line",
    "merged_among",
    "move_line",
    "move_positions",
    "no_longer_ordered",
    "no_longer_waiting",
    "ordered_lifts",
    "released",
    "take_command",
    "waiting_among",
)


@pytest.fixture(scope="module")
def connection(database_url: str) -> Iterator[Connection]:
    """The line's own sort of session."""
    with connect_to_decide(database_url, "plans") as found:
        yield found


@pytest.mark.parametrize("name", BY_KEY)
def test_rows_are_found_by_index(connection: Connection, name: str) -> None:
    """No table is walked: every access has a condition that an index answers."""
    numbers: dict[str, int] = {}
    text = re.sub(
        r"%\((\w+)\)s",
        lambda found: f"${numbers.setdefault(found[1], len(numbers) + 1)}",
        statement(name).decode(),
    )
    row = connection.execute(
        f"EXPLAIN (GENERIC_PLAN, FORMAT json) {text}".encode(), prepare=False
    ).fetchone()
    assert row is not None
    plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
    walked = [
        f"{node['Node Type']} of {node['Relation Name']}"
        for node in nodes(plan[0]["Plan"])
        if "Relation Name" in node and not by_index(node)
    ]
    assert walked == []


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every node of a plan."""
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def by_index(node: dict[str, Any]) -> bool:
    """Whether the rows of a table are found by the conditions of an index."""
    if node["Node Type"] == "ModifyTable":
        return True
    if node["Node Type"] == "Bitmap Heap Scan":
        scans = [inner for inner in nodes(node) if inner["Node Type"] == "Bitmap Index Scan"]
        return bool(scans) and all("Index Cond" in scan for scan in scans)
    return "Index Cond" in node
