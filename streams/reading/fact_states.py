"""
What somebody is told of how a fact about them stands.

The pool's word does for whoever keeps a copy of it: a record stands until it is ended. Who asks
whether they are free must also hear that its time is over, or that a court let go.
"""

from enum import StrEnum

from streams.merge.facts import Fact
from streams.merge.meant import is_order
from streams.merge.record import Record
from streams.pool.standing import FactState
from streams.pool.view import View
from streams.rule.measure import Judgement, WhyNotDue
from streams.rule.orders import instance


class Over(StrEnum):
    """Why a fact that stands in the pool holds nothing any more."""

    RELEASED = "RELEASED"  #: 已解除: an order that its court lifted
    #: 已届满: the last day is over, of a decision by what it says itself, of an order by its term
    #: as extended.
    EXPIRED = "EXPIRED"


def state_seen(view: View, fact: Fact, judgement: Judgement) -> FactState | Over:
    """How the pool has a fact, or why it is over; `judgement`: of whom the fact is about."""
    standing = view.standing_of(fact)
    state, told = standing.state, standing.told_by
    if state not in (FactState.STANDING, FactState.MARKED):
        return state
    if is_order(told):
        return _order_state(told, judgement) or state
    until = told.event.effective_until
    return Over.EXPIRED if until is not None and until < view.day else state


def _order_state(order: Record, judgement: Judgement) -> Over | None:
    """What became of a freeze or seal of which nothing is held any more, None of all else."""
    of_it = instance(order.source, order.record_no, "")
    if any(key.instance.startswith(of_it) for key in judgement.due):
        return None
    if any(key.instance.startswith(of_it) for key in judgement.lifted_by_order):
        return Over.RELEASED
    over = (
        each.code is WhyNotDue.OVER
        and (each.source, each.record_no) == (order.source, order.record_no)
        for each in judgement.not_due
    )
    return Over.EXPIRED if any(over) else None
