"""A directive (指令) as a partner reads it, from its topic or from a webhook."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from schemas.codec import Unreadable, decode_known
from schemas.json_form import to_json, to_record

RECORD: Final = "credit.directives.Directive"


class Action(StrEnum):
    """What to do. `UNKNOWN`: what this version of the SDK cannot do; it is returned (R13)."""

    UNKNOWN = "UNKNOWN"
    IMPOSE = "IMPOSE"  #: 实施
    AMEND = "AMEND"  #: 变更: hold exactly this instead
    LIFT = "LIFT"  #: 解除


class NotADirective(Exception):
    """Bytes that are no directive; nothing of them is repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """
    One directive; `fields` has everything it says, in the names of `directive.avsc`.

    Days are `YYYY-MM-DD`, points in time RFC 3339, amounts whole numbers of fen.
    """

    directive_id: UUID
    measure_id: UUID
    sequence: int
    previous_sequence: int
    subject_key: UUID
    action: Action
    fields: Mapping[str, Any] = field(repr=False)

    @property
    def is_order(self) -> bool:
        """Whether a court ordered it: the number of its original order stands in it."""
        return bool(self.fields.get("original_order_no"))

    @property
    def recipient(self) -> str:
        """The partner it is for, "" where a hub that did not say so yet wrote it."""
        return str(self.fields.get("partner", ""))

    @property
    def object(self) -> str:
        """The thing it is about, "" where it is about none."""
        return str(self.fields.get("object", ""))


def from_topic(value: bytes) -> Directive:
    """The directive of a message of `sanctions.<partner>`; raises `NotADirective`."""
    found = decode_known(value)
    if isinstance(found, Unreadable):
        raise NotADirective(found.code)
    if found.contract.subject != RECORD:
        raise NotADirective(f"it is a {found.contract.subject}")
    return from_fields(to_json(found.record))


def from_webhook(body: bytes) -> Directive:
    """The directive of a webhook `{type, timestamp, data}`; raises `NotADirective`."""
    try:
        message = json.loads(body)
    except ValueError:
        raise NotADirective("it is not JSON") from None
    if not isinstance(message, dict) or not str(message.get("type", "")).startswith("directive."):
        raise NotADirective("its type is not directive.*")
    return from_fields(message.get("data"))


def is_ping(body: bytes) -> bool:
    """Whether a webhook only asks whether somebody is there."""
    try:
        message = json.loads(body)
    except ValueError:
        return False
    return isinstance(message, dict) and message.get("type") == "ping"


def from_fields(fields: object) -> Directive:
    """
    The directive of its fields as JSON, in whatever version; raises `NotADirective`.

    Fields that a newer hub added are ignored, as they are in a message of a topic.
    """
    record = to_record(RECORD, fields, of_any_version=True)
    if isinstance(record, tuple):
        raise NotADirective(f"{len(record)} fields do not fit")
    known = to_json(record)
    assert isinstance(known, dict)
    action = next((each for each in Action if each == record["action"]), Action.UNKNOWN)
    try:
        return Directive(
            directive_id=UUID(record["directive_id"]),
            measure_id=UUID(record["measure_id"]),
            sequence=record["sequence"],
            previous_sequence=record["previous_sequence"],
            subject_key=UUID(record["subject_key"]),
            action=action,
            fields=known,
        )
    except ValueError:
        raise NotADirective("an id is none") from None
