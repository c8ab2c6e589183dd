"""
How much a series grew in a time: `delta`, `increase` and `rate`.

After `extrapolatedRate` in Prometheus: what two scrapes show is stretched to the ends of the range,
where these are no further away than scrapes usually are.
"""

from collections.abc import Sequence
from itertools import pairwise

from alerting.scrapes import Point


def growth(points: Sequence[Point], at_s: float, range_s: float, *, counter: bool) -> float | None:
    """
    Growth in the `range_s` seconds before `at_s`; None of fewer than two points.

    A counter that falls began anew at zero.
    """
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    grown = last.value - first.value
    if counter:
        grown += sum(one.value for one, next_ in pairwise(points) if next_.value < one.value)
    seen_s = last.at_s - first.at_s
    between_s = seen_s / (len(points) - 1)
    before_s = _reach_s(first.at_s - (at_s - range_s), between_s)
    if counter and grown > 0:
        # no further back than where it would have been at zero
        before_s = min(before_s, seen_s * first.value / grown)
    after_s = _reach_s(at_s - last.at_s, between_s)
    return grown * (seen_s + before_s + after_s) / seen_s


def _reach_s(gap_s: float, between_s: float) -> float:
    return gap_s if gap_s < 1.1 * between_s else between_s / 2
