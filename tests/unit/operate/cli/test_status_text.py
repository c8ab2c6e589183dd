"""What `hub status` shows of a condition, as lines."""

from dataclasses import replace
from datetime import date

import pytest

from streams.operate.cli.status_text import Server, status_lines
from streams.reading.condition import Condition

SERVERS = (
    Server(name="broker", place="127.0.0.1:9092", code="S2001", answers=True),
    Server(name="database", place="127.0.0.1:5432", code="S2002", answers=False),
)
WELL = Condition(
    day=date(2026, 6, 1),
    lag_messages=0,
    lag_s=0.0,
    catch_up_s=None,
    worker="here:1",
    heartbeat_age_s=0.5,
    oldest_unsent_s=None,
    unsent=0,
    open_lifts=0,
    oldest_open_lift_s=None,
    held=0,
    aside=0,
    overdue_answers=0,
    open_tasks=0,
    quarantined=0,
    parked=0,
    paused_channels=(),
    concerns=(),
    notices=(),
    next_step="nothing to do",
)


def _shown(found: Condition) -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in status_lines(7, SERVERS, found))


def test_what_waits_is_shown_with_the_age_of_the_oldest() -> None:
    """Unsent directives, open lifts and open tasks have their numbers, the first two an age."""
    busy = replace(
        WELL,
        unsent=11,
        oldest_unsent_s=95.0,
        held=3,
        open_lifts=12,
        oldest_open_lift_s=3605.0,
        open_tasks=13,
        quarantined=14,
    )
    shown = _shown(busy)
    assert shown["unsent"] == "11, oldest 95 s, held 3"
    assert _shown(replace(busy, aside=2))["unsent"] == "11, oldest 95 s, held 3, set aside 2"
    assert shown["lifts"] == "12 open, oldest 3605 s"
    assert shown["people"] == "13 tasks, 14 in quarantine"


def test_where_nothing_waits_no_age_is_shown() -> None:
    """Nothing waits: numbers of none, and no oldest."""
    shown = _shown(WELL)
    assert (shown["unsent"], shown["lifts"]) == ("0, held 0", "0 open")
    assert shown["next"] == "nothing to do"
    assert shown["broker"] == "answers"


def test_a_server_that_is_away_is_told_with_code_and_place() -> None:
    """Which server does not answer, where, and what to do."""
    shown = dict(line.split(maxsplit=1) for line in status_lines(7, SERVERS, None))
    assert shown["database"] == "S2002 does not answer at 127.0.0.1:5432: see its log"
    assert shown["next"].startswith("start the database, or see its log")


@pytest.mark.parametrize(
    ("messages", "catch_up_s", "words"),
    [
        (0, None, "0 messages, 4.0 s"),
        (900, 9.0, "900 messages, 4.0 s, caught up in 9 s"),
        (900, None, "900 messages, 4.0 s, not shrinking"),
        (None, None, "unknown"),
    ],
)
def test_a_lag_tells_when_it_will_be_gone(
    messages: int | None, catch_up_s: float | None, words: str
) -> None:
    """The time to catch up stands beside the lag; that there is none stands there too."""
    lagging = replace(WELL, lag_messages=messages, lag_s=4.0, catch_up_s=catch_up_s)
    assert _shown(lagging)["lag"] == words


def test_each_concern_is_a_line_of_its_own() -> None:
    """What is not well is said in a sentence each, before the next step."""
    ill = replace(WELL, concerns=("one is wrong", "two is wrong"), next_step="one is wrong")
    lines = list(status_lines(7, SERVERS, ill))
    assert lines[-3:] == [
        "NOT WELL  one is wrong",
        "NOT WELL  two is wrong",
        "next      one is wrong",
    ]


def test_what_will_be_missed_is_told_before_it_is() -> None:
    """A notice has a line of its own, and leaves the hub well."""
    told = replace(WELL, notices=("a year is missing",), next_step="a year is missing")
    assert told.well
    assert list(status_lines(7, SERVERS, told))[-2:] == [
        "soon      a year is missing",
        "next      a year is missing",
    ]
