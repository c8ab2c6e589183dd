"""What waits for a person is shown whole, however much it is."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from integration.api_alone.serving import serving
from integration.operate.conftest import WHO, IdleHub

from streams.settle.task import TaskKind
from streams.store.asking import NotTaken
from streams.wiring.failures import CannotRun

MANY = 1_200
LAST = UUID(int=MANY)


@pytest.fixture
def busy_hub(idle_hub: IdleHub) -> IdleHub:
    """A hub in which more waits than one page of the interface holds."""
    with idle_hub.connection() as connection:
        connection.execute(
            "INSERT INTO task (id, kind, source, record_no, detail, opened_entry, opened_at)"
            " SELECT lpad(to_hex(n), 32, '0')::uuid, 'CONFLICT', 'tax', 'R' || n, '', n,"
            "        timestamptz '2026-06-01' + n * interval '1 s'"
            "   FROM generate_series(1, %s) AS n",
            [MANY],
        )
        connection.execute(
            "INSERT INTO topic (no, name, source, topic_id)"
            " VALUES (1, 'credit.events.tax', 'tax', 'id')"
        )
        connection.execute(
            'INSERT INTO quarantine (topic_no, partition, "offset", entry, appended_at, code, hint,'
            "                        key_version, payload)"
            " SELECT 1, 0, n, n, timestamptz '2026-06-01', 'E1501', '', 1,"
            "        decode(repeat('00', 40), 'hex')"
            "   FROM generate_series(1, %s) AS n",
            [MANY],
        )
    return idle_hub


def test_the_lists_have_all_there_is(busy_hub: IdleHub) -> None:
    """Neither `hub tasks list` nor `hub quarantine list` leaves anything out of list or count."""
    tasks = busy_hub.run("tasks", "list").output
    assert str(LAST) in tasks
    assert tasks.endswith(f"{MANY} open\n")
    assert len(json.loads(busy_hub.run("tasks", "list", "--json").output)) == MANY
    messages = busy_hub.run("quarantine", "list").output
    assert f"credit.events.tax/0/{MANY} " in messages
    assert messages.endswith(f"{MANY} in quarantine\n")


def test_a_task_far_down_is_known(busy_hub: IdleHub) -> None:
    """Whether a task is open is asked by its id: the last one is asked for, no other."""
    wait = ("--wait", "1")
    with pytest.raises(CannotRun, match="No open task"):
        busy_hub.run("tasks", "resolve", str(UUID(int=MANY + 1)), *WHO, *wait)
    with pytest.raises(NotTaken):
        busy_hub.run("tasks", "resolve", str(LAST), *WHO, *wait)


def test_the_interface_says_of_how_many(busy_hub: IdleHub, tmp_path: Path) -> None:
    """`GET /tasks` and `GET /quarantine` show a page at most, and say how many there are."""
    with serving(tmp_path / "api", "127.0.0.1:1", busy_hub.database) as api:
        first = api.get("/tasks", params={"limit": 2}).json()
        assert ([task["record_no"] for task in first["tasks"]], first["total"]) == (
            ["R1", "R2"],
            MANY,
        )
        page = api.get("/tasks").json()
        assert (len(page["tasks"]), page["total"]) == (1_000, MANY)
        assert api.get("/tasks", params={"kind": "DOUBLE"}).json() == {"tasks": [], "total": 0}
        kept = api.get("/quarantine", params={"limit": 1}).json()
        assert (len(kept["messages"]), kept["total"]) == (1, MANY)
        dropped = api.get("/quarantine", params={"state": "DROPPED"}).json()
        assert dropped == {"messages": [], "total": 0}


def test_the_interface_names_the_kinds_of_task_to_whom_asks_for_another(
    busy_hub: IdleHub, tmp_path: Path
) -> None:
    """An unknown kind is no empty list, which would read as if nothing waited."""
    with serving(tmp_path / "api", "127.0.0.1:1", busy_hub.database) as api:
        reply = api.get("/tasks", params={"kind": "DOUBLES"})
        document = api.get("/openapi.json").json()
    assert (reply.status_code, reply.json()["code"]) == (422, "H1004")
    assert all(kind in reply.json()["detail"] for kind in TaskKind)
    (kind, _) = document["paths"]["/tasks"]["get"]["parameters"]
    assert kind["schema"]["enum"] == ["", *TaskKind]
