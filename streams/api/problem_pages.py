"""`GET /problems/{code}`: where the `type` of a problem leads."""

from fastapi import APIRouter

from streams.accept.codes import Retry, codes
from streams.api.bodies import Reply
from streams.api.problems import Turned

routes = APIRouter(tags=["problems"])


class Page(Reply):
    """What a code means and what to do; the same stands under `docs/errors/`."""

    code: str
    title: str
    title_zh: str
    advice: str
    again: Retry


@routes.get("/problems/{code}")
def page(code: str) -> Page:
    """The words of one code."""
    row = codes().get(code)
    if row is None:
        raise Turned("H3001", "There is no such code.")
    return Page(
        code=row.code, title=row.title, title_zh=row.term, advice=row.advice, again=row.retry
    )
