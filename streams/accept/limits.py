"""
What may stand in each text field, and how long it may be, in characters.

The lengths are those of the national exchange tables (双公示 2018) where they give one. A field
that is not named here is a `LINE` of 200.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from streams.kinds.limit import CODE, DEFAULT, NAME, NUMBER, PROSE, Limit, Writing
from streams.kinds.table import KINDS

#: By "<record>.<field>", of what all kinds share; the envelope's fields are those of "Event".
_SHARED: Final[Mapping[str, Limit]] = MappingProxyType(
    {
        "Event.event_id": NUMBER,
        "Event.record_no": NUMBER,
        "Event.document_no": NUMBER,
        "Event.region": CODE,
        "Event.legal_basis": Limit(writing=Writing.PROSE, longest=2_000),
        "Event.reason": PROSE,
        "Subject.name": NAME,
        "Subject.uscc": CODE,
        "Subject.org_code": CODE,
        "Subject.registration_no": CODE,
        "Subject.id_type": CODE,
        "Subject.id_number": CODE,
        "Subject.id_country": CODE,
        "PropertyObject.kind": CODE,
        "Authority.uscc": CODE,
        "Case.case_no": NUMBER,
        "Target.department": CODE,
        "Target.record_no": NUMBER,
        "AnswerEvidence.url": Limit(writing=Writing.LINE, longest=2_000),
        "AnswerEvidence.sha256": CODE,
    }
)


def limits() -> Mapping[str, Limit]:
    """Every limit, those of what all kinds share and those of each kind, by "<record>.<field>"."""
    return {**_SHARED} | {name: own for kind in KINDS.values() for name, own in kind.limits.items()}


def limit_of(record: str, field: str) -> Limit:
    """The limit of a text field; `record` is the short name of the record it stands in."""
    known = limits()
    return known.get(f"{record}.{field}") or known.get(f"Event.{field}", DEFAULT)
