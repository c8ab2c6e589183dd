"""`POST /departments/{d}/records/state`: what the hub has of records about to be published."""

from fastapi import APIRouter

from connectors.departments.state import StateAnswer, StateRequest
from streams.api.hub import TheHub
from streams.deciding import message
from streams.reading.record_states import record_states

routes = APIRouter(tags=["departments"])


@routes.post("/departments/{department}/records/state")
def state(hub: TheHub, department: str, body: StateRequest) -> StateAnswer:
    """Compare records with what the hub has of them; nothing is changed by asking."""
    topic = message.EVENTS + department
    now_ms = int(hub.now().timestamp() * 1000)
    with hub.sessions.connection() as connection:
        hub.department(connection, department)
        opened = hub.opened(connection)
        arrivals = [
            opened.reader.read(
                message.Message(
                    topic=topic,
                    partition=0,
                    offset=number,
                    appended_at_ms=now_ms,
                    payload=asked.payload,
                )
            )
            for number, asked in enumerate(body.records)
        ]
        return StateAnswer(records=record_states(arrivals, opened.store, opened.reader.key))
