"""信用修复决定: stops the measures and the publicity of the target's fact (R4)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from schemas.catalogue.model import Catalogue
from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.kind import Deed, Kind, Labels, Nature, Target, target_of
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


def _unknown(repair: RepairDecision, _decided_on: date, _today: date, catalogue: Catalogue) -> str:
    return "" if repair.target.department in catalogue.departments else "target.department"


def _target(_event: Event, repair: RepairDecision) -> Target:
    return repair.target


KIND: Final = Kind(
    body=RepairDecision,
    nature=Nature.ATTACHMENT,
    labels=Labels(english="repair decision", chinese="信用修复决定"),
    read=_read,
    inside=(Target,),
    unknown=_unknown,
    target=_target,
    deed=Deed.REPAIR,
)
