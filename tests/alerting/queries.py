"""
What a query is worth over scrapes: of PromQL, the forms that the alert rules are written in.

Any other form raises `NotUnderstood`, so that no rule is passed over. Both sides of an operator
are always evaluated.
"""

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import promql_parser as promql

from alerting.limits import NotUnderstood, known
from alerting.operators import Value, combine, only
from alerting.ranges import growth
from alerting.scrapes import Labels, Scrapes, Vector

T = TypeVar("T")

AGGREGATE: Final[Mapping[str, Callable[[Iterable[float]], float]]] = {"sum": sum, "max": max}
MATCH: Final[Mapping[str, Callable[[str, str], object]]] = {
    "MatchOp.Equal": operator.eq,
    "MatchOp.Re": lambda value, pattern: re.fullmatch(pattern, value),
}


def evaluate(query: str, over: Scrapes) -> Vector:
    """What a query yields: an alert goes for each of its elements, and none when it is empty."""
    value = _value(promql.parse(query), over)
    if isinstance(value, float):
        raise NotUnderstood(f"a scalar raises no alert: {query}")
    return value


def _value(node: Any, over: Scrapes) -> Value:
    match node:
        case promql.NumberLiteral():
            return float(node.val)
        case promql.ParenExpr():
            return _value(node.expr, over)
        case promql.VectorSelector():
            return _selected(node, over.now(_plain(node).name))
        case promql.AggregateExpr():
            return _aggregate(node, _vector(node.expr, over))
        case promql.Call():
            return _call(node, over)
        case promql.BinaryExpr():
            return combine(node, _value(node.lhs, over), _value(node.rhs, over))
    raise NotUnderstood(f"{type(node).__name__}: {node.prettify()}")


def _vector(node: Any, over: Scrapes) -> Vector:
    value = _value(node, over)
    if isinstance(value, float):
        raise NotUnderstood(f"a scalar where a vector belongs: {node.prettify()}")
    return value


def _plain(selector: Any) -> Any:
    """The selector, which has a name, known matchers, and neither `offset` nor `@` nor `or`."""
    if not selector.name or selector.offset or selector.at or selector.matchers.or_matchers:
        raise NotUnderstood(selector.prettify())
    for one in selector.matchers.matchers:
        known(MATCH, str(one.op))
    return selector


def _selected(selector: Any, series: Mapping[Labels, T]) -> dict[Labels, T]:
    return {labels: one for labels, one in series.items() if _matches(selector, dict(labels))}


def _matches(selector: Any, labels: Mapping[str, str]) -> bool:
    return all(
        MATCH[str(one.op)](labels.get(one.name, ""), one.value)
        for one in selector.matchers.matchers
    )


def _call(node: Any, over: Scrapes) -> Value:
    match node.func.name, *node.args:
        case "time", *_:
            return float(over.at_s)
        case "absent", promql.VectorSelector() as selector:
            named = ((one.name, one.value) for one in selector.matchers.matchers)
            return {} if _vector(selector, over) else {frozenset(named): 1.0}
        case ("delta" | "increase" | "rate") as name, promql.MatrixSelector() as matrix:
            return _growth(name, matrix, over)
    raise NotUnderstood(f"{node.func.name}: {node.prettify()}")


def _growth(name: str, matrix: Any, over: Scrapes) -> Vector:
    selector, range_s = _plain(matrix.vector_selector), matrix.range.total_seconds()
    grown = {
        labels: growth(points, over.at_s, range_s, counter=name != "delta")
        for labels, points in _selected(selector, over.over(selector.name, range_s)).items()
    }
    per = range_s if name == "rate" else 1.0
    return {labels: value / per for labels, value in grown.items() if value is not None}


def _aggregate(node: Any, vector: Vector) -> Vector:
    by: frozenset[str] = frozenset()
    if node.modifier is not None:
        if node.modifier.type != promql.AggModifierType.By:
            raise NotUnderstood(node.prettify())
        by = frozenset(node.modifier.labels)
    groups: dict[Labels, list[float]] = {}
    for labels, value in vector.items():
        groups.setdefault(only(labels, by), []).append(value)
    together = known(AGGREGATE, str(node.op))
    return {labels: float(together(values)) for labels, values in groups.items()}
