"""`GET /directives/{id}`: a directive explains itself."""

from uuid import UUID

from fastapi import APIRouter

from streams.api.hub import TheHub
from streams.api.problems import Turned
from streams.reading.explanation import Explanation, explain

routes = APIRouter(tags=["directives"])


@routes.get("/directives/{directive_id}")
def directive(hub: TheHub, directive_id: UUID) -> Explanation:
    """Event, offset, record, fact, rule, clause, sequence and answers of one directive."""
    with hub.sessions.connection() as connection:
        found = explain(hub.opened(connection), directive_id)
    if found is None:
        raise Turned("H3001", "There is no such directive.")
    return found
