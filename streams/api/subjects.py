"""`POST /subjects/query`: what the hub knows of one subject."""

from fastapi import APIRouter

from streams.api.hub import TheHub
from streams.api.problems import Turned
from streams.api.questions import Question, identity_of
from streams.reading.asked import Weak
from streams.reading.query_log import log_query
from streams.reading.subject import SubjectSeen, see_subject

routes = APIRouter(tags=["counter"])


@routes.post("/subjects/query")
def query(hub: TheHub, body: Question) -> SubjectSeen:
    """
    Facts with their provenance, measures in force and why, and what did not follow and why.

    A `subject_key` of null means that the hub has never heard of the subject.
    """
    with hub.sessions.connection() as connection:
        opened = hub.opened(connection)
        identity = identity_of(hub, opened, body)
        if isinstance(identity, Weak):
            raise Turned("E1001", "A registration number alone names nobody for certain.")
        log_query(
            connection,
            asked_by=body.asked_by,
            purpose=body.purpose,
            kind="SUBJECT",
            subject=opened.subject_of(identity),
        )
        return see_subject(opened, identity, hub.as_of(connection))
