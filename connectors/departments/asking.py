"""The importer's questions to the hub: what it knows of the department, and of these rows."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from connectors.departments.failures import Busy
from connectors.departments.numbering import Numbered, questions
from connectors.departments.state import (
    MOST_QUESTIONS,
    DepartmentAnswer,
    RecordState,
    StateAnswer,
    StateRequest,
)
from schemas.catalogue.words import ID

#: A request must pass the hub's limit for a body, whatever its rows say.
_AT_ONCE: Final = min(MOST_QUESTIONS, 100)

_Answer = TypeVar("_Answer", bound=BaseModel)


class _Turned(BaseModel):
    """What is read of the hub's problem details."""

    title: str
    code: str = ""
    detail: str = ""
    advice: str = ""


def ask_department(api: httpx.Client, department: str) -> DepartmentAnswer | None:
    """
    What the catalogue in force says of a department, None where it has none of that name.

    Raises `Busy` when the hub does not answer.
    """
    if not ID.fullmatch(department):
        return None
    reply = _asked(api, "GET", f"/departments/{department}")
    if reply.status_code == httpx.codes.NOT_FOUND:
        return None
    return _taken(reply, DepartmentAnswer)


def ask_states(
    api: httpx.Client,
    department: str,
    rows: Sequence[Numbered],
    progress: Callable[[int], None] = lambda _: None,
) -> list[RecordState]:
    """
    The hub's answers, in the order of the rows; `progress` is told how many are answered.

    Raises `Busy` when the hub does not answer.
    """
    found: list[RecordState] = []
    for start in range(0, len(rows), _AT_ONCE):
        asked = StateRequest.model_construct(records=questions(rows[start : start + _AT_ONCE]))
        path = f"/departments/{department}/records/state"
        reply = _asked(api, "POST", path, asked.model_dump_json())
        found += _taken(reply, StateAnswer).records
        progress(len(found))
    return found


def _asked(api: httpx.Client, method: str, path: str, body: str = "") -> httpx.Response:
    headers = {"content-type": "application/json"} if body else {}
    try:
        return api.request(method, path, content=body or None, headers=headers)
    except httpx.HTTPError as away:
        raise Busy(
            f"The hub at {api.base_url} does not answer ({type(away).__name__}). Nothing was "
            "sent. Is the hub up? See: hub status",
            code="S2003",
        ) from away


def _taken(reply: httpx.Response, answer: type[_Answer]) -> _Answer:
    """
    What the hub answers.

    Raises `Busy`: in the hub's words when it turned the question away, and where a stranger replies
    at its address, such as a proxy with a page of its own.
    """
    place = f"{reply.url.scheme}://{reply.url.netloc.decode()}"
    if reply.is_success:
        try:
            return answer.model_validate_json(reply.content)
        except ValidationError:
            raise Busy(
                f"What replies at {place} with status {reply.status_code} is not the hub. Nothing "
                "was sent. Is the address right, and the hub up? See: hub status",
                code="S2003",
            ) from None
    try:
        told = _Turned.model_validate_json(reply.content)
    except ValidationError:
        told = _Turned(title=f"it answers with status {reply.status_code}")
    why = " ".join(filter(None, (f"{told.title}.", told.detail, told.advice)))
    raise Busy(f"The hub at {place} turns the question away: {why}", code=told.code)
