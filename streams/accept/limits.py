"""
What may stand in each text field, and how long it may be, in characters.

The lengths are those of the national exchange tables (双公示 2018) where they give one. A field
that is not named here is a `LINE` of 200.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final


class Writing(Enum):
    """How a text is written, which settles what is only spelling in it."""

    NAME = "name"  #: 姓名、名称: one line; the dots of minority names are one dot
    LINE = "line"  #: one line, kept as written
    PROSE = "prose"  #: 正文: line breaks and tabs become spaces
    CODE = "code"  #: 代码: full width is folded, and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How a field is written and its greatest length, in characters."""

    writing: Writing
    longest: int


DEFAULT: Final = Limit(writing=Writing.LINE, longest=200)

_NAME: Final = Limit(writing=Writing.NAME, longest=200)
_NUMBER: Final = Limit(writing=Writing.LINE, longest=128)
_CODE: Final = Limit(writing=Writing.CODE, longest=64)
_PROSE: Final = Limit(writing=Writing.PROSE, longest=4_000)

#: By "<record>.<field>"; the envelope's fields are those of "Event".
LIMITS: Final[Mapping[str, Limit]] = MappingProxyType(
    {
        "Event.event_id": _NUMBER,
        "Event.record_no": _NUMBER,
        "Event.document_no": _NUMBER,
        "Event.region": _CODE,
        "Event.legal_basis": Limit(writing=Writing.PROSE, longest=2_000),
        "Event.reason": _PROSE,
        "Subject.name": _NAME,
        "Subject.uscc": _CODE,
        "Subject.org_code": _CODE,
        "Subject.registration_no": _CODE,
        "Subject.id_type": _CODE,
        "Subject.id_number": _CODE,
        "Subject.id_country": _CODE,
        "PropertyObject.kind": _CODE,
        "Authority.uscc": _CODE,
        "Case.case_no": _NUMBER,
        "Target.department": _CODE,
        "Target.record_no": _NUMBER,
        "Document.sha256": _CODE,
        "AdministrativePenalty.violation": _PROSE,
        "AdministrativePenalty.violation_facts": _PROSE,
        "AdministrativePenalty.content": _PROSE,
        "AdministrativePenalty.clauses": _CODE,
        "AdministrativePenalty.reported_by_uscc": _CODE,
        "ListEntry.list_code": _CODE,
        "ListEntry.cause": _PROSE,
        "JudgmentDefault.basis_no": _NUMBER,
        "JudgmentDefault.duty": _PROSE,
        "JudgmentDefault.performance": _PROSE,
        "JudgmentDefault.performed_part": _PROSE,
        "JudgmentDefault.unperformed_part": _PROSE,
        "EnforcementOrder.addressee": _CODE,
        "EnforcementOrder.original_order_no": _NUMBER,
        "EnforcementOrder.currency": _CODE,
    }
)


def limit_of(record: str, field: str) -> Limit:
    """The limit of a text field; `record` is the short name of the record it stands in."""
    return LIMITS.get(f"{record}.{field}") or LIMITS.get(f"Event.{field}", DEFAULT)
