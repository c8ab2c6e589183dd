"""The alert rules' queries, evaluated over scrapes as Prometheus would."""

import pytest
from alerting.limits import NotUnderstood
from alerting.queries import evaluate
from alerting.scrapes import Scrapes, read_scrape

LABELLED = """
asked{partner="bank",action="LIFT"} 7
asked{partner="bank",action="BURDEN"} 2
asked{partner="land",action="LIFT"} 1
manual 0
"""


def _worth(query: str, *texts: str, every_s: float = 60, at_s: float | None = None) -> object:
    """What a query yields after scrapes of these texts: labels as words, and values."""
    scrapes = [read_scrape(text, 1000 + every_s * n) for n, text in enumerate(texts)]
    over = Scrapes(scrapes=scrapes, at_s=scrapes[-1].at_s if at_s is None else at_s)
    found = evaluate(query, over).items()
    return {" ".join(sorted(f"{k}={v}" for k, v in labels)): value for labels, value in found}


@pytest.mark.parametrize(
    ("query", "worth"),
    [
        ('asked{action="LIFT"}', {"action=LIFT partner=bank": 7, "action=LIFT partner=land": 1}),
        ('asked{action=~"BUR"}', {}),
        ('asked{action=~"BUR.*|X"}', {"action=BURDEN partner=bank": 2}),
        ("asked > 2", {"action=LIFT partner=bank": 7}),
        ("asked >= 7", {"action=LIFT partner=bank": 7}),
        ("asked <= 1", {"action=LIFT partner=land": 1}),
        ("2 == asked", {"action=BURDEN partner=bank": 2}),
        ("sum by (partner) (asked)", {"partner=bank": 9, "partner=land": 1}),
        ("sum(asked) - max(asked)", {"": 3}),
        ("sum(nothing) > 0", {}),
        ("absent(nothing)", {"": 1}),
        ('absent(nothing{of="land"})', {"of=land": 1}),
        ("absent(manual)", {}),
        ("manual > 0 or absent(nothing)", {"": 1}),
        ("manual == 0 or absent(nothing)", {"": 0}),
        ("(asked > 6) and on () manual == 0", {"action=LIFT partner=bank": 7}),
        ("(asked > 6) and on () manual == 1", {}),
        ("asked > 6 and manual == 0", {}),
        ("time() - manual", {"": 1000}),
        (
            "sum by (partner) (asked) > 3 * sum by (partner) (asked{action='BURDEN'})",
            {"partner=bank": 9},
        ),
    ],
)
def test_a_query_is_worth_what_prometheus_says(query: str, worth: dict[str, float]) -> None:
    """Matchers, comparisons, sums and set operators yield the labels and values they should."""
    assert _worth(query, LABELLED) == worth


@pytest.mark.parametrize(
    ("query", "values", "worth"),
    [
        # whole minutes in the range, both ends of it no further than scrapes are apart
        ("increase(n[2m])", (50, 60, 70), 20),
        ("rate(n[2m])", (50, 60, 70), 1 / 6),
        ("delta(n[2m])", (70, 60, 50), -20),
        ("delta(n[2m])", (5, 5, 5), 0),
        # the counter began anew after the second scrape
        ("increase(n[3m])", (50, 60, 10), 30),
        # at most back to where it would have been at zero
        ("increase(n[10m])", (0, 60, 120), 120),
        ("increase(n[10m])", (5, 65, 125), 125),
        # half a scrape's distance, where the range reaches further back
        ("increase(n[10m])", (500, 560, 620), 150),
    ],
)
def test_growth_is_stretched_as_prometheus_does(
    query: str, values: tuple[float, ...], worth: float
) -> None:
    """`rate`, `increase` and `delta` over three scrapes yield what Prometheus computes."""
    assert _worth(query, *(f"n {value}" for value in values)) == {"": pytest.approx(worth)}


def test_a_series_is_seen_as_long_as_it_is_scraped() -> None:
    """A series that the newest scrape lacks is gone, and a scrape is too old after five minutes."""
    assert _worth("n", "n 1", "m 1") == {}
    assert _worth("n", "n 1", at_s=1299) == {"": 1}
    assert _worth("n", "n 1", at_s=1300) == {}
    assert _worth("increase(n[10m])", "n 1") == {}


@pytest.mark.parametrize(
    "query",
    [
        "min(n)",
        "sum without (partner) (n)",
        "topk(3, n)",
        "n < 3",
        "n / 2",
        "n > bool 3",
        "n unless n",
        "n and ignoring (partner) n",
        "n * on () n",
        "n > on (partner) group_left n",
        "n offset 5m",
        "n @ 3",
        'n{partner!="bank"}',
        '{partner="bank"}',
        'n{partner="bank" or action="LIFT"}',
        "-n",
        "avg_over_time(n[5m])",
        "absent(sum(n))",
        "rate(n[5m:1m])",
        "n[5m]",
        "vector(1)",
        "3 > 2",
        "3 * 2",
        "time()",
        "sum(3)",
    ],
)
def test_what_no_rule_uses_is_refused_loudly(query: str) -> None:
    """A form that is not evaluated raises, and does not count as an alert that stays away."""
    with pytest.raises((NotUnderstood, ValueError), match=r".+"):
        _worth(query, LABELLED)
