"""
What became of a court's order (查控结果反馈), as the court reads it from its topic.

It comes among the directives, numbered with them, and awaits no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from connectors.partners.directive import NotADirective
from schemas.codec import Unreadable, decode_known
from schemas.json_form import to_json

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
    fields = to_json(found.record)
    assert isinstance(fields, dict)
    try:
        return OrderResult(
            result_id=UUID(found.record["result_id"]),
            sequence=found.record["sequence"],
            previous_sequence=found.record["previous_sequence"],
            subject_key=UUID(found.record["subject_key"]),
            fields=fields,
        )
    except ValueError:
        raise NotADirective("an id of the result is none") from None
