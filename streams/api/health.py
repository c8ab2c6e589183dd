"""`/healthz`, `/readyz`, `/metrics`: whether the hub lives, can work, and how it fares."""

from typing import Final

import psycopg
from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from psycopg_pool import PoolTimeout

from monitoring.database_gauges import DatabaseGauges, Restarted
from monitoring.shared import collect_from
from streams.api.bodies import Reply
from streams.api.hub import Hub, TheHub
from streams.reading.days_left import days_left
from streams.store.holder import STALE_AFTER_S, holder
from streams.wiring.run_folder import metrics_folder, read_restarts, restarts_file

routes = APIRouter(tags=["operation"])

BROKER: Final = "broker"
DATABASE: Final = "database"
WORKER: Final = "worker"


class Alive(Reply):
    """This process answers."""

    status: str = "alive"


class Ready(Reply):
    """Whether the hub can work; `missing` names what is not there: broker, database, worker."""

    ready: bool
    missing: list[str]


@routes.get("/healthz")
def healthz() -> Alive:
    """Whether this process lives; nothing else is asked."""
    return Alive()


@routes.get("/readyz", responses={503: {"model": Ready, "description": "Something is missing."}})
def readyz(hub: TheHub, response: Response) -> Ready:
    """Whether broker and database answer and a worker decides."""
    missing = [] if hub.backlog.behind() is not None else [BROKER]
    try:
        with hub.sessions.connection(timeout=2) as connection:
            beating = holder(connection)
    except (psycopg.OperationalError, PoolTimeout):
        missing.append(DATABASE)
    else:
        if beating is None or beating.age_s > STALE_AFTER_S:
            missing.append(WORKER)
    if missing:
        response.status_code = 503
    return Ready(ready=not missing, missing=missing)


@routes.get("/metrics", response_class=Response)
def metrics(hub: TheHub) -> Response:
    """All metrics of the hub's processes, and what the database holds."""
    registry = CollectorRegistry()
    registry.register(
        DatabaseGauges(
            lambda: hub.sessions.connection(timeout=2),
            lambda: _by_topic(hub),
            days_left,
            manual_clock=hub.clock.manual,
        )
    )
    registry.register(Restarted(lambda: read_restarts(restarts_file(hub.settings.data))))
    folder = metrics_folder(hub.settings.data)
    if folder.is_dir():
        collect_from(folder, registry)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _by_topic(hub: Hub) -> dict[str, tuple[int, float]] | None:
    behind = hub.backlog.behind()
    if behind is None:
        return None
    now = hub.now()
    found: dict[str, tuple[int, float]] = {}
    for (topic, _), each in behind.items():
        messages, seconds = found.get(topic, (0, 0.0))
        found[topic] = (messages + each.messages, max(seconds, each.seconds(now)))
    return found
