"""
What each kind says beyond the envelope, from a swept record.

ASSERT and CORRECT need what the kind cannot do without (E1101, E1102); END and REVOKE repeat none
of it, so that there a missing symbol reads as the kind's first one, which nobody looks at: a
record's content is that of its highest ASSERT or CORRECT (R2).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from schemas.codec import Record
from streams.accept.kinds import (
    AdministrativePenalty,
    Body,
    Document,
    EnforcementOrder,
    JudgmentDefault,
    ListColour,
    ListEntry,
    ObjectionMark,
    OrderType,
    RepairDecision,
    SpendingRestriction,
    Target,
)
from streams.accept.problem import Problem

_COLOURS: Final = {colour.value: colour for colour in ListColour}
_ORDERS: Final = {order.value: order for order in OrderType}


def body_of(kind: str, record: Record, *, complete: bool) -> Body | Problem:
    """The body of a record of a known kind; `complete` for ASSERT and CORRECT."""
    return _BODIES[kind](record, complete)


def _penalty(record: Record, _complete: bool) -> Body:
    return AdministrativePenalty(
        violation=record["violation"],
        violation_facts=record["violation_facts"],
        categories=tuple(record["categories"]),
        content=record["content"],
        fine_fen=record["fine_fen"],
        confiscated_fen=record["confiscated_fen"],
        licence=record["licence"],
        publish_until=record["publish_until"],
        clauses=tuple(record["clauses"]),
        reported_by_name=record["reported_by_name"],
        reported_by_uscc=record["reported_by_uscc"],
    )


def _list_entry(record: Record, complete: bool) -> Body | Problem:
    colour = _COLOURS.get(record["colour"])
    if complete:
        if not record["list_code"]:
            return Problem(code="E1101", field="list_code")
        if colour is None:
            return Problem(code="E1102", field="colour")
    return ListEntry(
        list_code=record["list_code"],
        colour=colour or ListColour.BLACK,
        cause=record["cause"],
        amount_fen=record["amount_fen"],
    )


def _judgment_default(record: Record, _complete: bool) -> Body:
    return JudgmentDefault(
        basis_no=record["basis_no"],
        basis_unit=record["basis_unit"],
        filed_on=record["filed_on"],
        duty=record["duty"],
        performance=record["performance"],
        performed_part=record["performed_part"],
        unperformed_part=record["unperformed_part"],
        circumstances=tuple(record["circumstances"]),
    )


def _spending_restriction(record: Record, _complete: bool) -> Body:
    return SpendingRestriction(
        applicant=record["applicant"], restricted=tuple(record["restricted"])
    )


def _enforcement_order(record: Record, complete: bool) -> Body | Problem:
    order = _ORDERS.get(record["order"])
    if complete:
        if order is None:
            return Problem(code="E1102", field="order")
        if not record["addressee"]:
            return Problem(code="E1101", field="addressee")
    return EnforcementOrder(
        order=order or OrderType.FREEZE,
        addressee=record["addressee"],
        original_order_no=record["original_order_no"],
        amount_fen=record["amount_fen"],
        currency=record["currency"].upper(),
        documents=tuple(
            Document(name=document["name"], sha256=document["sha256"].lower())
            for document in record["documents"]
        ),
    )


def _repair_decision(record: Record, complete: bool) -> Body | Problem:
    target = _target(record, complete)
    if isinstance(target, Problem):
        return target
    return RepairDecision(target=target, method=record["method"])


def _objection_mark(record: Record, complete: bool) -> Body | Problem:
    target = _target(record, complete)
    if isinstance(target, Problem):
        return target
    return ObjectionMark(target=target, objection_no=record["objection_no"])


def _target(record: Record, complete: bool) -> Target | Problem:
    target = record["target"]
    for name in ("department", "record_no"):
        if complete and not target[name]:
            return Problem(code="E1101", field=f"target.{name}")
    return Target(department=target["department"], record_no=target["record_no"])


_BODIES: Final[Mapping[str, Callable[[Record, bool], Body | Problem]]] = MappingProxyType(
    {
        "AdministrativePenalty": _penalty,
        "ListEntry": _list_entry,
        "JudgmentDefault": _judgment_default,
        "SpendingRestriction": _spending_restriction,
        "EnforcementOrder": _enforcement_order,
        "RepairDecision": _repair_decision,
        "ObjectionMark": _objection_mark,
    }
)
