"""信用修复决定: stops the measures and the publicity of the target's fact (R4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemas.catalogue.code import CodeSort
from schemas.codec import Record
from streams.kinds.kind import (
    Deed,
    Kind,
    Labels,
    Nature,
    Target,
    each_code,
    named_target,
    target_of,
    unknown_department,
)
from streams.kinds.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairDecision:
    """信用修复决定: stops the measures and the publicity of the target's fact."""

    target: Target
    method: str = ""


def _read(record: Record, complete: bool) -> RepairDecision | Problem:
    target = target_of(record, complete)
    if isinstance(target, Problem):
        return target
    return RepairDecision(target=target, method=record["method"])


def _codes(repair: RepairDecision) -> Iterator[tuple[CodeSort, str, str]]:
    return each_code(CodeSort.METHODS, "method", (repair.method,))


KIND: Final = Kind(
    body=RepairDecision,
    nature=Nature.ATTACHMENT,
    labels=Labels(english="repair decision", chinese="信用修复决定"),
    read=_read,
    inside=(Target,),
    unknown=unknown_department,
    codes=_codes,
    target=named_target,
    deed=Deed.REPAIR,
)
