"""
What became of a court's order (查控结果反馈), as the court reads it by its channel.

It comes among the directives, numbered with them, and awaits no answer.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from connectors.partners.directive import NotADirective
from schemas.codec import Unreadable, decode_known
from schemas.json_form import to_json, to_record

RECORD: Final = "credit.directives.OrderResult"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderResult:
    """One result; `fields` has all it says, in the names of its schema, as those of a directive."""

    result_id: UUID
    sequence: int
    previous_sequence: int
    subject_key: UUID
    fields: Mapping[str, Any] = field(repr=False)

    @property
    def recipient(self) -> str:
        """The partner it is for, "" where a hub that did not say so yet wrote it."""
        return str(self.fields.get("recipient", ""))


def result_of(value: bytes) -> OrderResult | None:
    """
    The result of a message of `sanctions.<court>`, None where the message is something else.

    Raises `NotADirective` where it is a result without sound ids.
    """
    found = decode_known(value)
    if isinstance(found, Unreadable) or found.contract.subject != RECORD:
        return None
    return _of_record(found.record)


def result_of_webhook(body: bytes) -> OrderResult | None:
    """
    The result of a webhook of the type `order.result`, None where the webhook is something else.

    Fields that a newer hub added are ignored. Raises `NotADirective` where it is no sound result.
    """
    try:
        message = json.loads(body)
    except ValueError:
        return None
    if not isinstance(message, dict) or message.get("type") != "order.result":
        return None
    record = to_record(RECORD, message.get("data"), of_any_version=True)
    if isinstance(record, tuple):
        raise NotADirective(f"{len(record)} fields do not fit")
    return _of_record(record)


def _of_record(record: Mapping[str, Any]) -> OrderResult:
    fields = to_json(record)
    assert isinstance(fields, dict)
    try:
        return OrderResult(
            result_id=UUID(record["result_id"]),
            sequence=record["sequence"],
            previous_sequence=record["previous_sequence"],
            subject_key=UUID(record["subject_key"]),
            fields=fields,
        )
    except ValueError:
        raise NotADirective("an id of the result is none") from None
