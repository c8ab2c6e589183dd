"""`POST /checks`: may this be granted? The counter's question."""

from fastapi import APIRouter
from pydantic import Field

from streams.accept.dates import day_of
from streams.api.hub import TheHub
from streams.api.problems import Turned
from streams.api.questions import Question, identity_of
from streams.reading.check import Checked, check
from streams.reading.query_log import log_query

routes = APIRouter(tags=["counter"])


class CheckQuestion(Question):
    """A question about one item of the catalogue."""

    item: str = Field(max_length=64, examples=["government-procurement-qualification"])


@routes.post("/checks")
def ask(hub: TheHub, body: CheckQuestion) -> Checked:
    """
    CLEAR, RESTRICTED or UNKNOWN, with what is in force, why and until when.

    UNKNOWN is not CLEAR: the hub cannot say, and `why` says why not.
    """
    with hub.sessions.connection() as connection:
        opened = hub.opened(connection)
        item = opened.catalogue.items.get(body.item)
        if item is None:
            raise Turned("H3001", "The catalogue has no such item.")
        identity = identity_of(hub, opened, body)
        when = hub.as_of(connection)
        today = day_of(hub.now())
        if hub.clock.manual:
            today = when.day or today
        checked = check(opened, item, identity, when, today)
        log_query(
            connection,
            asked_by=body.asked_by,
            purpose=body.purpose,
            kind="CHECK",
            item=item.id,
            subject=checked.subject_key,
            answer=checked.verdict.value,
        )
        return checked
