"""`GET /partners/{p}/in-force`: everything that is to be held there now (R13)."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Request

from streams.wiring.api.answers import require_signature
from streams.wiring.api.bodies import Reply
from streams.wiring.api.hub import TheHub
from streams.wiring.reading.in_force import in_force

routes = APIRouter(tags=["partners"])


class InForce(Reply):
    """
    Hold each of these. What is held beside them stays until its LIFT comes.

    Each is a directive's body as it was sent, in the field names of `directive.avsc`.
    """

    partner: str
    day: date | None
    directives: list[dict[str, Any]]


@routes.get("/partners/{partner}/in-force")
def full_list(hub: TheHub, partner: str, request: Request) -> InForce:
    """
    The full list of one partner, for a gap in its sequences or whenever it likes.

    The request is signed as a webhook is (`v1a`); what is signed in place of a body is the line
    `GET /partners/{partner}/in-force`.
    """
    with hub.sessions.connection() as connection:
        hub.partner(connection, partner)
        require_signature(hub, partner, request, f"GET /partners/{partner}/in-force".encode())
        found = in_force(hub.opened(connection), partner)
        return InForce(
            partner=partner,
            day=hub.as_of(connection).day,
            directives=[item for item in found if isinstance(item, dict)],
        )
