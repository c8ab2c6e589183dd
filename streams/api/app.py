"""The application: one router a resource, one form of problem, and nothing on import."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, Final

from fastapi import Depends, FastAPI

from schemas.manifest import published
from schemas.registry.replies import REFUSED
from schemas.registry.router import router as registry
from streams.api import (
    answers,
    checks,
    departments,
    directives,
    events,
    health,
    in_force,
    problem_pages,
    public_keys,
    receipts,
    record_states,
    subjects,
    waiting_work,
)
from streams.api.hub import Hub
from streams.api.own_names import OwnNames
from streams.api.parameters import require_known
from streams.api.plain_json import PlainBodies
from streams.api.problems import RESPONSES, answer_with_problems, problem_schemas

REGISTRY = "/registry"
ROUTERS = (
    events.routes,
    departments.routes,
    receipts.routes,
    record_states.routes,
    answers.routes,
    in_force.routes,
    subjects.routes,
    checks.routes,
    directives.routes,
    waiting_work.routes,
    health.routes,
    public_keys.routes,
    problem_pages.routes,
)

#: The registry refuses in Confluent's form, what is before it in the hub's.
_OF_REGISTRY: Final[dict[int | str, dict[str, Any]]] = {
    status: told | {"content": {**told["content"], **REFUSED}} for status, told in RESPONSES.items()
}


class _Documented(FastAPI):
    """Has the form of a problem in its document, though no route alone replies so."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document."""
        document = super().openapi()
        document["components"]["schemas"] |= problem_schemas()
        return document


def create_app(hub: Hub, ready: Callable[[], None]) -> FastAPI:
    """
    The application over a hub whose sessions are not open yet; it opens and closes them.

    `ready` is called once requests are answered.
    """

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        hub.sessions.open(wait=False)
        hub.backlog.start()
        ready()
        try:
            yield
        finally:
            hub.backlog.stop()
            hub.writer.close()
            hub.sessions.close()

    app = _Documented(
        title="Credit hub",
        summary="信用信息枢纽: events in, receipts, measures and answers out.",
        version=version("credit-hub"),
        lifespan=life,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=RESPONSES,
    )
    app.state.hub = hub
    for routes in ROUTERS:
        app.include_router(routes, dependencies=[Depends(require_known)])
    app.include_router(registry(published()), prefix=REGISTRY, responses=_OF_REGISTRY)
    app.add_middleware(PlainBodies, untouched=REGISTRY)
    app.add_middleware(OwnNames)
    answer_with_problems(app)
    return app
