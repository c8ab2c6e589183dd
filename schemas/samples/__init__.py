"""
One full, valid record per subject, for tests, documents and a department's first try.

Every identifier is synthetic (region 9999xx) with right check digits; no body or person has them.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy

from schemas.codec import Record
from schemas.samples import events, messages

_SAMPLES: Mapping[str, Callable[[], Record]] = {
    "credit.events.AdministrativePenalty": events.administrative_penalty,
    "credit.events.ListEntry": events.list_entry,
    "credit.events.JudgmentDefault": events.judgment_default,
    "credit.events.SpendingRestriction": events.spending_restriction,
    "credit.events.EnforcementOrder": events.enforcement_order,
    "credit.events.RepairDecision": events.repair_decision,
    "credit.events.ObjectionMark": events.objection_mark,
    "credit.receipts.Receipt": messages.receipt,
    "credit.pool.PoolChange": messages.pool_change,
    "credit.directives.Directive": messages.directive,
    "credit.directives.OrderResult": messages.order_result,
    "credit.answers.Answer": messages.answer,
}


def sample(subject: str) -> Record:
    """A fresh copy of the sample record of one subject; KeyError if there is none."""
    return deepcopy(_SAMPLES[subject]())
