"""
Why a request was turned away, as problem details (RFC 9457).

Every problem has one of the hub's codes; `type` leads to the code's page. Neither the problem nor
any log repeats what was sent, but for a name that could be a field's.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from psycopg_pool import PoolTimeout
from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException

from schemas.fingerprint import Json
from schemas.json_form import unknown_names
from streams.accept.codes import codes
from streams.api.bodies import TAGS

log = logging.getLogger(__name__)

#: Seconds after which to ask again while a server is away.
RETRY_AFTER_S: Final = 5
_STATUS: Final[Mapping[str, int]] = {
    "H1001": 400,
    "H1002": 413,
    "H1003": 422,
    "H1004": 422,
    "H1005": 415,
    "H1006": 421,
    "H2001": 401,
    "H2002": 401,
    "H3001": 404,
    "H3002": 405,
    "H4001": 503,
    "H4002": 503,
    "H4003": 500,
    "H4004": 503,
}
#: What a body is told in the words of a record that does not fit, by the library's name of a fault.
_WORDS: Final[Mapping[str, str]] = {
    "missing": "is missing",
    "dict_type": "must be an object",
    "model_attributes_type": "must be an object",
    "model_type": "must be an object",
    "list_type": "must be a list",
    "string_type": "must be a text",
}
_BY_STATUS: Final = {404: "H3001", 405: "H3002", 415: "H1005", 413: "H1002"}


class Turned(Exception):
    """
    A request is turned away.

    `code`: one of the hub's; codes of the line itself (E…) have status 422. `detail`: a sentence
    about this case, in which nothing stands that was sent. `errors`: places in the body.
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        errors: Sequence[Mapping[str, Json]] = (),
        more: Mapping[str, Json] | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.more = more or {}


class ProblemResponse(JSONResponse):
    """A response of type `application/problem+json`."""

    media_type = "application/problem+json"


class Place(BaseModel):
    """One place in a body that is at fault."""

    pointer: str = Field(description="JSON pointer (RFC 6901).")
    code: str
    title: str
    title_zh: str
    detail: str


class ProblemDetails(BaseModel):
    """Why a request was turned away (RFC 9457); `type` leads to the words of the code."""

    type: str
    title: str
    title_zh: str
    status: int
    code: str
    advice: str
    detail: str = ""
    errors: list[Place] = []


#: For the OpenAPI document: every failure has one form.
RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    status: {
        "description": "A problem (RFC 9457).",
        "content": {
            ProblemResponse.media_type: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
        },
    }
    for status in (422, "4XX", "5XX")
}


def problem_schemas() -> dict[str, Any]:
    """What `RESPONSES` refers to, for the OpenAPI document."""
    _, found = models_json_schema(
        [(ProblemDetails, "serialization")], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def problem(turned: Turned, more_headers: Mapping[str, str] | None = None) -> ProblemResponse:
    """The response of one problem."""
    row = codes()[turned.code]
    status = _STATUS.get(turned.code, 422)
    body: dict[str, object] = {
        "type": f"/problems/{row.code}",
        "title": row.title,
        "title_zh": row.term,
        "status": status,
        "code": row.code,
        "advice": row.advice,
    }
    if turned.detail:
        body["detail"] = turned.detail
    if turned.errors:
        body["errors"] = [dict(error) for error in turned.errors]
    headers = dict(more_headers or {})
    if status == 503:
        headers["Retry-After"] = str(RETRY_AFTER_S)
    return ProblemResponse({**turned.more, **body}, status_code=status, headers=headers)


def place(path: str, code: str, why: str) -> dict[str, Json]:
    """One place in a body: a JSON pointer, a code with its words, and what is wrong there."""
    row = codes()[code]
    return {
        "pointer": path,
        "code": code,
        "title": row.title,
        "title_zh": row.term,
        "detail": why,
    }


def answer_with_problems(app: FastAPI) -> None:
    """Every failure of a request becomes a problem, also those of the framework."""
    app.add_exception_handler(Turned, _turned)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for away in (psycopg.OperationalError, PoolTimeout):
        app.add_exception_handler(away, _away)
    app.add_exception_handler(Exception, _failed)


async def _turned(_: Request, turned: Exception) -> ProblemResponse:
    assert isinstance(turned, Turned)
    return problem(turned)


async def _invalid(_: Request, invalid: Exception) -> ProblemResponse:
    assert isinstance(invalid, RequestValidationError)
    errors = invalid.errors()
    if all(error["loc"][0] == "body" for error in errors):
        found = dict.fromkeys(where for error in errors for where in _places(error))
        places = [place(pointer, "H1003", why) for pointer, why in found]
        return problem(Turned("H1003", errors=places))
    names = ", ".join(sorted({str(error["loc"][-1]) for error in errors}))
    return problem(Turned("H1004", f"Look at: {names}."))


def _places(error: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where a body does not fit its model, and why."""
    if error["type"] == "extra_forbidden":
        *steps, unknown = error["loc"][1:]
        yield from unknown_names(_pointer(steps), [unknown])
    else:
        words = _WORDS.get(error["type"]) or _plain(error["msg"])
        yield _pointer(error["loc"][1:]), words


def _pointer(steps: Sequence[object]) -> str:
    return "".join(f"/{step}" for step in steps if step not in TAGS)


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")


async def _http(_: Request, raised: Exception) -> ProblemResponse:
    assert isinstance(raised, HTTPException)
    # A 405 says by its header Allow which methods there are (RFC 9110, 15.5.6).
    return problem(Turned(_BY_STATUS.get(raised.status_code, "H1001")), raised.headers)


async def _away(_: Request, away: Exception) -> ProblemResponse:
    told = {"kind": type(away).__name__, "code": "S2002"}
    log.warning("the database does not answer", extra=told)
    return problem(Turned("H4001", "The database does not answer."))


async def _failed(_: Request, failure: Exception) -> ProblemResponse:
    log.error("a request failed", exc_info=failure)
    return problem(Turned("H4003"))
