"""How what mutmut says becomes a score."""

from collections import Counter

import pytest
from mutants.score import interval, results, stages, table

SAID = """
    streams.merge.keys.x_digest__mutmut_1: killed
    streams.merge.keys.x_digest__mutmut_2: survived
    streams.send.retry.x_has_come__mutmut_1: timeout
    streams.send.retry.xǁScheduleǁwait_s__mutmut_9: no tests
""".splitlines()


def test_a_change_counts_for_its_stage() -> None:
    """What no test reaches counts as not seen."""
    assert stages(results(SAID)) == {
        "streams.merge": Counter(killed=1, survived=1),
        "streams.send": Counter({"timeout": 1, "no tests": 1}),
    }


def test_the_table_has_a_line_for_each_stage_and_one_for_all() -> None:
    """A change that makes a test endless, or ends the process, is seen."""
    assert [" ".join(line.split()) for line in table(stages(results(SAID)))] == [
        "streams.merge 1 of 2 caught, 50.0 % 1 survived",
        "streams.send 1 of 2 caught, 50.0 % 1 no tests",
        "all 2 of 4 caught, 50.0 % 1 no tests, 1 survived",
    ]


def test_a_sample_says_between_what_shares_the_score_lies() -> None:
    """Wilson's interval, which is none of width nothing when all were caught."""
    assert interval(90, 100) == pytest.approx((82.56, 94.48), abs=0.01)
    low, high = interval(400, 400)
    assert low == pytest.approx(99.05, abs=0.01)
    assert high == pytest.approx(100.0)
