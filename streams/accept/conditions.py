"""
What a message needs because of what else it says (E1101, E1105, E1304), and numbers in range
(E1107).

END and REVOKE need a reason, END the day as well; beyond that they may leave out everything.
"""

from collections.abc import Collection
from typing import Final

from streams.accept.event import Action, Event
from streams.accept.kinds import (
    AdministrativePenalty,
    Body,
    EnforcementOrder,
    ListColour,
    ListEntry,
    ObjectionMark,
    OrderType,
    RepairDecision,
)
from streams.accept.problem import Problem

#: 处罚类别 that make a field of the penalty necessary, as the layouts write them.
_FINE: Final = frozenset({"罚款", "FINE"})
_CONFISCATION: Final = frozenset(
    {"没收", "没收违法所得", "没收非法财物", "没收违法所得、没收非法财物", "CONFISCATION"}
)
#: What is done to a licence, whichever it is called: 吊销许可证件, 暂扣执照, 吊销/暂扣许可证件 …
_LICENCE: Final = ("吊销", "暂扣")
#: Orders about an earlier one.
_FOLLOWING: Final = frozenset(
    {OrderType.CONTINUE, OrderType.UNFREEZE, OrderType.RENEW, OrderType.UNSEAL}
)


def missing(event: Event) -> Problem | None:
    """The first field that this event needs and lacks, or has with a number out of range."""
    problem = _out_of_range(event)
    if problem is not None:
        return problem
    match event.action:
        case Action.END | Action.REVOKE:
            return _missing_at_end(event)
        case Action.ASSERT | Action.CORRECT:
            return _missing_in_full(event)


def _missing_at_end(event: Event) -> Problem | None:
    if not event.reason:
        return Problem(code="E1105", field="reason")
    if event.action is Action.END and event.on is None:
        return Problem(code="E1105", field="on")
    return None


def _missing_in_full(event: Event) -> Problem | None:
    # What is said about another record takes subject and day from there.
    if not isinstance(event.body, RepairDecision | ObjectionMark):
        if event.subject is None:
            return Problem(code="E1101", field="subject")
        if event.decided_on is None:
            return Problem(code="E1101", field="decided_on")
    match event.body:
        case AdministrativePenalty(categories=categories) as penalty:
            if penalty.fine_fen is None and _any_of(categories, _FINE):
                return Problem(code="E1105", field="fine_fen")
            if penalty.confiscated_fen is None and _any_of(categories, _CONFISCATION):
                return Problem(code="E1105", field="confiscated_fen")
            if not penalty.licence and any(w in c for c in categories for w in _LICENCE):
                return Problem(code="E1105", field="licence")
        case ListEntry(colour=ListColour.BLACK):
            # A blank notice says nothing: layouts and copies have no place for it.
            if event.notice is not None and not event.notice.prior:
                return Problem(code="E1304", field="notice.prior")
        case EnforcementOrder(order=order, original_order_no=""):
            if order in _FOLLOWING:
                return Problem(code="E1105", field="original_order_no")
    return None


def _out_of_range(event: Event) -> Problem | None:
    if event.version < 1:
        return Problem(code="E1107", field="version")
    if event.case is not None and (event.case.parties_total or 0) < 0:
        return Problem(code="E1107", field="case.parties_total")
    for field, amount in _amounts(event.body):
        if amount is not None and amount < 0:
            return Problem(code="E1107", field=field)
    return None


def _amounts(body: Body) -> tuple[tuple[str, int | None], ...]:
    match body:
        case AdministrativePenalty():
            return (("fine_fen", body.fine_fen), ("confiscated_fen", body.confiscated_fen))
        case ListEntry() | EnforcementOrder():
            return (("amount_fen", body.amount_fen),)
        case _:
            return ()


def _any_of(words: Collection[str], known: frozenset[str]) -> bool:
    return not known.isdisjoint(words)
