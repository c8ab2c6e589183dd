"""What an operator of PromQL makes of its two sides."""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import promql_parser as promql

from alerting.limits import NotUnderstood, known
from alerting.scrapes import Labels, Vector

#: A vector, or a scalar.
Value = Vector | float
Card = promql.VectorMatchCardinality

COMPARE: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "==": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<=": operator.le,
}
RECKON: Final[Mapping[str, Callable[[float, float], float]]] = {
    "-": operator.sub,
    "*": operator.mul,
}


def combine(node: Any, left: Value, right: Value) -> Value:
    """What an operator makes of its two sides; a comparison keeps what it holds for."""
    on = _on(node)
    match str(node.op), left, right:
        case "and", Mapping(), Mapping():
            keys = {only(labels, on) for labels in right}
            return {labels: one for labels, one in left.items() if only(labels, on) in keys}
        case "or", Mapping(), Mapping():
            keys = {only(labels, on) for labels in left}
            more = {labels: one for labels, one in right.items() if only(labels, on) not in keys}
            return {**left, **more}
        case op, float(), float():
            return known(RECKON, op)(left, right)
        case op, Mapping(), float():
            return _pairs(op, ((labels, one, right, one) for labels, one in left.items()))
        case op, float(), Mapping():
            return _pairs(op, ((labels, left, one, one) for labels, one in right.items()))
        case op, Mapping(), Mapping() if on is None:
            both = left.keys() & right.keys()
            return _pairs(
                op, ((labels, left[labels], right[labels], left[labels]) for labels in both)
            )
    raise NotUnderstood(node.prettify())


def _pairs(op: str, pairs: Iterable[tuple[Labels, float, float, float]]) -> Vector:
    """Labels, both sides, and what a comparison keeps where it holds."""
    if op in COMPARE:
        return {labels: kept for labels, one, other, kept in pairs if COMPARE[op](one, other)}
    reckon = known(RECKON, op)
    return {labels: reckon(one, other) for labels, one, other, _ in pairs}


def _on(node: Any) -> frozenset[str] | None:
    """The labels of `on (...)`; None where elements must agree in all labels."""
    modifier = node.modifier
    if modifier is None:
        return None
    grouped = modifier.card in (Card.ManyToOne, Card.OneToMany)
    if modifier.return_bool or grouped or modifier.group_labels or _fills(modifier):
        raise NotUnderstood(node.prettify())
    if modifier.matching is None:
        return None
    if modifier.matching.type != promql.LabelModifierType.Include:
        raise NotUnderstood(node.prettify())
    return frozenset(modifier.matching.labels)


def _fills(modifier: Any) -> bool:
    values = modifier.fill_values
    return values is not None and (values.lhs is not None or values.rhs is not None)


def only(labels: Labels, names: frozenset[str] | None) -> Labels:
    """The labels with these names; all when none are named."""
    return labels if names is None else frozenset(one for one in labels if one[0] in names)
