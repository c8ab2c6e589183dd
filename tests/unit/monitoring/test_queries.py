"""Every query of the dashboard and of the alert rules is one, over metrics that exist."""

from collections.abc import Iterator
from typing import Any

import promql_parser
import pytest
from alerting.rules import rules

from monitoring.dashboard import FILE, text
from monitoring.metrics import METRICS, PREFIX
from monitoring.panels import ROWS

SERIES = {series: metric for metric in METRICS.values() for series in metric.series}
#: Labels that Prometheus and histograms add by themselves.
OWN_LABELS = {"le", "job", "instance"}


SHOWN = [query for row in ROWS for panel in row.panels for query, _ in panel.queries]
QUERIES = [*SHOWN, *(rule["expr"] for rule in rules())]


def selectors(query: str) -> Iterator[promql_parser.VectorSelector]:
    """Every selector of a series in a query; a query that is none raises ValueError."""
    found: list[promql_parser.VectorSelector] = []

    def look(node: Any) -> None:
        if isinstance(node, promql_parser.VectorSelector):
            found.append(node)

    _walk(promql_parser.parse(query), look)
    assert found, query
    yield from found


def _walk(node: Any, look: Any) -> None:
    look(node)
    for name in ("lhs", "rhs", "expr", "vector_selector", "selector", "vs"):
        child = getattr(node, name, None)
        if child is not None:
            _walk(child, look)
    for child in getattr(node, "args", None) or ():
        _walk(child, look)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_is_over_metrics_that_exist(query: str) -> None:
    """It parses as PromQL, and each series and label in it is one of the table."""
    for selector in selectors(query):
        assert selector.name in SERIES
        known = {*SERIES[selector.name].labels, *OWN_LABELS}
        assert {matcher.name for matcher in selector.matchers.matchers} <= known


@pytest.mark.parametrize("query", ["sum(", "rate(hub_events_total)", "hub_events_total[5m"])
def test_a_query_that_is_none_is_noticed(query: str) -> None:
    """The parser refuses what Prometheus would refuse."""
    with pytest.raises(ValueError, match=r".+"):
        promql_parser.parse(query)


def test_every_metric_is_looked_at() -> None:
    """No metric is kept that neither the dashboard nor an alert shows."""
    seen = {SERIES[s.name].name for query in QUERIES for s in selectors(query) if s.name}
    assert seen == set(METRICS)


def test_the_dashboard_is_the_one_of_the_code() -> None:
    """The file that is checked in is what `python -m monitoring.dashboard` writes."""
    assert FILE.read_text(encoding="utf-8") == text()


def test_an_alert_says_what_to_do() -> None:
    """Each alert has a name of its own, a severity, what is wrong and what to do."""
    alerts = rules()
    assert len({rule["alert"] for rule in alerts}) == len(alerts)
    for rule in alerts:
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"].keys() == {"summary", "action"}


def test_every_metric_has_its_help_once() -> None:
    """Names are unique, help is a sentence, and no label could hold who somebody is."""
    names = [series for metric in METRICS.values() for series in metric.series]
    assert len(names) == len(set(names))
    for metric in METRICS.values():
        assert metric.help.endswith(".")
        assert not {"subject", "record", "record_no", "directive", "code_of"} & set(metric.labels)
        assert f"{PREFIX}{metric.name}" in metric.series[0]
