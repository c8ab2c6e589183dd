"""
What a department asks the hub about its records, and what it hears.

`POST /departments/{department}/records/state`, `StateRequest` in, `StateAnswer` out, one answer a
question in the order asked. Each question carries the record as it would be published, so that the
hub, which alone knows how it normalises, says whether that is what it has. Nothing is changed by
asking.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

#: Questions in one request.
MOST_QUESTIONS = 500


class State(StrEnum):
    """What the hub has of a record."""

    STANDS = "STANDS"  #: 有效 (also one that is to end some day)
    ENDED = "ENDED"  #: 已终止 (an END above the last ASSERT, whose day has come)
    REVOKED = "REVOKED"  #: 已撤销
    PARKED = "PARKED"  #: 待关联 (no ASSERT has come yet, or its subject is not known)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class RecordAsked(_Model):
    """
    One question.

    `payload` is the framed Avro message of the ASSERT, version 1, that would be published, with the
    `record_no` it would have if the hub knew nothing; in base64.
    """

    payload: Annotated[Base64Bytes, Field(max_length=100_000)]


class StateRequest(_Model):
    """Questions of one department."""

    records: Annotated[tuple[RecordAsked, ...], Field(min_length=1, max_length=MOST_QUESTIONS)]


class KnownRecord(_Model):
    """
    A record of the department that the question may be about.

    `same_content`: publishing the payload under this number would change nothing it says.
    `same_subject`: both name the same subject. `same_name`: both call it the same, but for width,
    spaces and brackets.
    """

    record_no: str
    highest_version: int
    state: State
    same_content: bool
    same_subject: bool
    same_name: bool


class Problem(_Model):
    """Why the hub would refuse the payload today."""

    code: str
    field: str
    hint: str


class RecordState(_Model):
    """
    One answer.

    `records`: every record of the department that has the payload's number, or is of its kind and
    now has the same key (document number and authority; for a court's listing also the subject), by
    number. Empty with a `problem`.
    """

    record_no: str
    records: tuple[KnownRecord, ...] = ()
    problem: Problem | None = None


class DepartmentAnswer(_Model):
    """
    What the catalogue in force says of a department: `GET /departments/{department}`.

    `decides_for`: the authorities, by USCC, whose decisions are its own.
    """

    department: str
    decides_for: tuple[str, ...]


class StateAnswer(_Model):
    """Answers in the order of the questions."""

    records: tuple[RecordState, ...]
