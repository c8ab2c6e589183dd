"""`GET /tasks` and `GET /quarantine`: what waits for a person, without personal data."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from streams.api.bodies import Reply
from streams.api.hub import TheHub
from streams.api.problems import Turned
from streams.reading.waiting_work import (
    Quarantined,
    Task,
    open_task_count,
    open_tasks,
    quarantined,
    quarantined_count,
)
from streams.settle.task import TaskKind

routes = APIRouter(tags=["operation"])

Limit = Annotated[int, Query(ge=1, le=1000)]


class Tasks(Reply):
    """The oldest first, as many as were asked for; `total`: how many of the kind are open."""

    tasks: list[Task]
    total: int


class Quarantine(Reply):
    """In the order in which they were decided, as many as were asked for, of `total`."""

    messages: list[Quarantined]
    total: int


@routes.get("/tasks")
def tasks(
    hub: TheHub,
    kind: Annotated[str, Query(json_schema_extra={"enum": ["", *TaskKind.__members__]})] = "",
    limit: Limit = 1000,
) -> Tasks:
    """Open tasks, of one kind or of all."""
    if kind and kind not in TaskKind.__members__:
        raise Turned("H1004", f"There is no such kind of task. Kinds: {', '.join(TaskKind)}.")
    with hub.sessions.connection() as connection:
        found = open_tasks(connection, kind, limit)
        total = open_task_count(connection, kind)
    return Tasks(tasks=found, total=total)


@routes.get("/quarantine")
def quarantine(
    hub: TheHub,
    state: Literal["OPEN", "REPLAYED", "DROPPED", ""] = "OPEN",
    limit: Limit = 1000,
) -> Quarantine:
    """Messages in quarantine, by state or all."""
    with hub.sessions.connection() as connection:
        found = quarantined(connection, state, limit)
        total = quarantined_count(connection, state)
    return Quarantine(messages=found, total=total)
