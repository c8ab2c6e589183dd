"""What every question about a subject says: who asks, what for, and whom about."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, Field

from streams.accept.dates import day_of
from streams.accept.text import clean
from streams.api.bodies import Body
from streams.api.hub import Hub
from streams.api.problems import Turned, place
from streams.kinds.limit import Limit, Writing
from streams.kinds.problem import Problem
from streams.reading.asked import Asked, Weak, identity_asked
from streams.reading.opened import Opened

_SAID: Final = Limit(writing=Writing.LINE, longest=256)


def _said(text: str) -> str:
    found = clean(text, _SAID)
    if not found:
        raise ValueError("must be a line of text without characters nobody can see")
    return found


#: What is written down with the question.
Said = Annotated[str, AfterValidator(_said)]


class AskedSubject(Body):
    """The subject's code; one field is enough."""

    uscc: str = Field("", max_length=64, description="统一社会信用代码")
    org_code: str = Field("", max_length=64, description="组织机构代码")
    registration_no: str = Field("", max_length=64, description="注册号")
    id_type: str = Field("", max_length=32, description="证件类型; blank = ID_CARD")
    id_number: str = Field("", max_length=64, description="证件号码")
    id_country: str = Field("", max_length=3, description="证件签发国")


class Question(Body):
    """A question about a subject; it is written down with who asked and what for."""

    asked_by: Said = Field(min_length=1, max_length=128, description="Person and office that ask.")
    purpose: Said = Field(min_length=2, max_length=256, description="What the answer is for.")
    subject: AskedSubject


def identity_of(hub: Hub, opened: Opened, question: Question) -> UUID | Weak:
    """The keyed identity a question is about; raises `Turned` for a code that is none."""
    asked = Asked(**question.subject.model_dump())
    found = identity_asked(asked, day_of(hub.now()), opened.pseudonym_key)
    if isinstance(found, Problem):
        where = place(f"/subject/{found.field}", found.code, "is not a usable code")
        raise Turned(found.code, errors=[where])
    return found
