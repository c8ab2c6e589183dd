"""
截至: of when an answer is. The line's day, and how far it is behind the topics.

An answer that may be out of date says so: what the hub has not decided yet it does not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from streams.reading.backlog import Behind
from streams.store.connection import Connection
from streams.store.topics import Place
from streams.wiring.clock import Clock, start_of

#: Behind by more, the hub does not say that nothing is in force.
STALE_AFTER_S: Final = 60.0
#: The day may wait this long for its inputs (R16).
DAY_LATE_AFTER: Final = timedelta(minutes=65)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """
    Of when an answer is.

    `day`: the line's day, None before the first. `lag_messages`, `lag_s`: None if the broker does
    not answer. `stale`: why the answer may be out of date, blank if it is not.
    """

    day: date | None
    entry: int
    lag_messages: int | None
    lag_s: float | None
    stale: str


def as_of(connection: Connection, behind: Mapping[Place, Behind] | None, clock: Clock) -> AsOf:
    """Of when an answer read now is; `behind` None: the broker did not say."""
    row = connection.execute("SELECT day, entry FROM line WHERE shard = 0").fetchone()
    assert row is not None
    day, entry = row
    now = clock.now()
    messages = None if behind is None else sum(each.messages for each in behind.values())
    seconds = (
        None
        if behind is None
        else max((each.seconds(now) for each in behind.values()), default=0.0)
    )
    return AsOf(
        day=day,
        entry=entry,
        lag_messages=messages,
        lag_s=seconds,
        stale=stale_because(day, seconds, clock),
    )


def stale_because(day: date | None, lag_s: float | None, clock: Clock) -> str:
    """Why an answer with this day and lag may be out of date, blank if it is not."""
    if day is None:
        return "the hub has not begun its first day"
    if lag_s is None:
        return "the broker does not say what waits to be decided"
    if lag_s > STALE_AFTER_S:
        return f"messages have waited for {lag_s:.0f} s to be decided"
    if not clock.manual and clock.now() - start_of(day) > timedelta(days=1) + DAY_LATE_AFTER:
        return f"the hub's day is still {day.isoformat()}"
    return ""
