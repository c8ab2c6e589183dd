"""异议标注: an objection is open from ASSERT to END or REVOKE of the mark (R5)."""

from dataclasses import dataclass
from typing import Final

from schemas.codec import Record
from streams.kinds.kind import (
    Deed,
    Kind,
    Labels,
    Nature,
    Target,
    named_target,
    target_of,
    unknown_department,
)
from streams.kinds.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionMark:
    """异议标注: open from ASSERT to END or REVOKE of the mark."""

    target: Target
    objection_no: str = ""


def _read(record: Record, complete: bool) -> ObjectionMark | Problem:
    target = target_of(record, complete)
    if isinstance(target, Problem):
        return target
    return ObjectionMark(target=target, objection_no=record["objection_no"])


KIND: Final = Kind(
    body=ObjectionMark,
    nature=Nature.ATTACHMENT,
    labels=Labels(english="objection mark", chinese="异议标注"),
    read=_read,
    inside=(Target,),
    unknown=unknown_department,
    target=named_target,
    deed=Deed.MARK,
)
