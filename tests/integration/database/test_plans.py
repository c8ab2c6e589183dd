"""Line and senders find their rows by index, whatever the server thinks of empty tables."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from support.catalogues import loaded
from support.outbox_rows import Outbox

from streams.send.retry import LONGEST_WAIT
from streams.sending.claims import STREAMS_AT_A_TIME
from streams.statements import sending_statement, store_statement
from streams.store.connection import SENDING, Connection, connect, connect_to_decide

#: Every statement that is run for a batch and takes keys.
BY_KEY = (
    "agenda",
    "agenda_over",
    "answered",
    "best_answers",
    "braked",
    "burdens",
    "close_tasks",
    "connected_versions",
    "decided_last",
    "directives",
    "due",
    "grounding_records",
    "identities",
    "in_quarantine",
    "leave_quarantine",
    "lock_line",
    "merged_among",
    "messages_before",
    "move_line",
    "move_positions",
    "naming_records",
    "no_longer_ordered",
    "no_longer_waiting",
    "ordered_lifts",
    "approved",
    "take_command",
    "next_changes_among",
    "waiting_among",
)


#: Of the senders: every statement that asks a table which grows.
SENT_BY_KEY = (
    "advance_streams",
    "await_nothing",
    "bodies",
    "changes_sent",
    "claim",
    "claim_results",
    "directives_delivered",
    "due_subjects",
    "lock_directives",
    "lock_streams",
    "mark_failed",
    "mark_returned",
    "mark_sent",
    "pages_sent",
    "pool_sent",
    "published_to_sent",
    "resend_result",
    "result_bodies",
    "result_failed",
    "result_returned",
    "results_delivered",
    "results_sent",
    "send_again",
    "set_aside",
    "set_aside_result",
    "streams_rows",
    "supersede",
    "unclaimed_results",
    "unsent_changes",
    "unsent_pages",
    "unsent_pool",
    "unsent_results",
    "weighed",
)
#: Indexes that hold nothing but what waits, and are read from their beginning.
QUEUES = {"page_unsent", "pool_page_unsent", "outcome_change_unsent", "order_result_unsent"}
#: A row for each shard, topic or restore.
SMALL = {"line", "topic", "generation"}


@pytest.fixture(scope="module")
def connection(database_url: str) -> Iterator[Connection]:
    """The line's own sort of session."""
    with connect_to_decide(database_url, "plans") as found:
        yield found


@pytest.fixture(scope="module")
def sender(database_url: str) -> Iterator[Connection]:
    """A sender's sort of session."""
    with connect(database_url, "plans", SENDING) as found:
        yield found


@pytest.mark.parametrize("name", BY_KEY)
def test_rows_are_found_by_index(connection: Connection, name: str) -> None:
    """No table is walked: every access has a condition that an index answers."""
    plan = planned(connection, store_statement(name))
    assert [told(one) for one in accesses(plan) if not by_index(one)] == []
    assert compared_one_by_one(plan) == []


@pytest.mark.parametrize("name", SENT_BY_KEY)
def test_what_is_sent_is_found_by_index(sender: Connection, name: str) -> None:
    """Nothing is walked but what waits to be sent, however large the pool is."""
    plan = planned(sender, sending_statement(name))
    walked = [
        told(one)
        for one in accesses(plan)
        if not by_index(one)
        and one["Relation Name"] not in SMALL
        and not {node.get("Index Name") for node in nodes(one)} & QUEUES
    ]
    assert walked == []
    assert compared_one_by_one(plan) == []


def test_what_waits_for_a_signature_is_not_walked(fresh_database: str) -> None:
    """HELD stops only itself: a sender looks at what may go, however much is not signed (R12)."""
    with connect(fresh_database, "plans", SENDING) as connection:
        outbox = Outbox(connection=connection, catalogue=loaded())
        outbox.decide_many([UUID(int=number) for number in range(1, 400)], "bank")
        connection.execute("UPDATE directive SET held = true")
        signed = outbox.decide("IMPOSE", subject=UUID(int=1 << 99))
        look = b"EXPLAIN (ANALYZE, FORMAT json) " + sending_statement("due_subjects")
        asked = {
            "partner": "bank",
            "now": outbox.now,
            "never": outbox.now + LONGEST_WAIT,
            "never_answered": outbox.now + LONGEST_WAIT,
            "today": outbox.today,
            "burdens": True,
            "measures_on_hold": [],
            "sources_on_hold": [],
            "longest_waiting": False,
            "limit": STREAMS_AT_A_TIME,
        }
        row = connection.execute(look, asked).fetchone()
        assert row is not None
        plan = list(nodes(row[0][0]["Plan"]))
        assert sum(node.get("Rows Removed by Filter", 0) for node in plan) == 0
        assert [one.id for one in outbox.claim()] == [signed.directive_id]


def planned(connection: Connection, text: bytes) -> list[dict[str, Any]]:
    """The nodes of a statement's plan, as it is made once for all values."""
    numbers: dict[str, int] = {}
    numbered = re.sub(
        r"%\((\w+)\)[sb]",
        lambda found: f"${numbers.setdefault(found[1], len(numbers) + 1)}",
        text.decode(),
    )
    row = connection.execute(
        f"EXPLAIN (GENERIC_PLAN, FORMAT json) {numbered}".encode(), prepare=False
    ).fetchone()
    assert row is not None
    plan = row[0] if isinstance(row[0], list) else json.loads(row[0])
    return list(nodes(plan[0]["Plan"]))


def accesses(plan: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The nodes that touch a table."""
    return [node for node in plan if "Relation Name" in node]


def compared_one_by_one(plan: list[dict[str, Any]]) -> list[str]:
    """The conditions that are tried on every pair of rows of two tables."""
    return [node["Join Filter"] for node in plan if "Join Filter" in node]


def told(node: dict[str, Any]) -> str:
    """What a node does to which table, for a message."""
    return f"{node['Node Type']} of {node['Relation Name']}"


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
