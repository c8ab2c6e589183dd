"""Ids as rule R11 gives them: digests that anybody can make again."""

import json
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from monitoring.verify.recount.due import Measure
from monitoring.verify.recount.keys import key_from

#: Fields of terms that a partner is not told.
_NOT_TOLD: Final = frozenset({"grounds", "release", "answer_within_s", "trigger", "source"})
#: Fields that were added with what stands for none; they count only where there is something.
_NONE: Final[Mapping[str, object]] = {
    "reason": "",
    "case_no": "",
    "original_order_no": "",
    "object": "",
    "amount_fen": None,
    "currency": "",
    "documents": [],
}


def measure_id(measure: Measure) -> UUID:
    """Partner, subject key, measure and instance."""
    return key_from(
        "measure", measure.partner, str(measure.subject), measure.measure, measure.instance
    )


def directive_id(measure: UUID, n: int, action: str, generation: int) -> UUID:
    """Measure, how many were decided for it before, what it asks, after which restore."""
    later = [str(generation)] if generation else []
    return key_from("directive", str(measure), str(n), action, *later)


def content(terms: Mapping[str, object], generation: int) -> UUID:
    """What a partner is told by some terms; after a restore it counts as something else (R10)."""
    told = {
        name: value
        for name, value in terms.items()
        if name not in _NOT_TOLD and not (name in _NONE and value == _NONE[name])
    }
    if papers := terms.get("documents"):
        told["documents"] = [_without_blanks(paper) for paper in papers]  # type: ignore[attr-defined]
    later = [str(generation)] if generation else []
    return key_from("terms", json.dumps(told, ensure_ascii=False, sort_keys=True), *later)


def _without_blanks(paper: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in paper.items() if name == "name" or value}
