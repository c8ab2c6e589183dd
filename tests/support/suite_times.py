"""Prints how long each folder of tests took, at the end of a run."""

from collections import defaultdict
from pathlib import PurePosixPath

import pytest

_seconds: dict[str, float] = defaultdict(float)
_tests: dict[str, int] = defaultdict(int)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add set-up, call and tear-down of each test to its suite."""
    parts = PurePosixPath(report.nodeid.partition("::")[0]).parts
    suite = "/".join(parts[:2])
    _seconds[suite] += report.duration
    _tests[suite] += report.when == "call"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line a suite."""
    terminalreporter.section("time of each suite")
    for suite, seconds in sorted(_seconds.items()):
        terminalreporter.line(f"{suite:24} {_tests[suite]:5} tests  {seconds:7.1f} s")
