"""The watchdog looks on while the deciding thread is at work."""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import cast

import pytest

from streams.accept.dates import day_of
from streams.deciding.decider import Decider
from streams.deciding.message import Message
from streams.wiring.clock import Clock
from streams.worker.loop import Loop
from streams.worker.source import Source
from streams.worker.watchdog import Stalled, Watchdog

NOW = datetime(2026, 6, 1, 4, tzinfo=UTC)
PLACE = ("credit.events.tax", 0)


class Quiet:
    """A store without commands."""

    def next_command(self) -> None:
        """Nobody asked for anything."""


class Hanging:
    """A decider whose entry does not end until it is let go."""

    def __init__(self) -> None:
        self.line_store = Quiet()
        self.day = day_of(NOW)
        self.entry = 6
        self.positions = {PLACE: 4}
        self.let_go = threading.Event()

    def take(self, messages: Sequence[Message]) -> int:
        """Wait, as for a database that says nothing."""
        self.let_go.wait()
        return 1


class ReadToTheEnd:
    """A source that gave its last message."""

    async def read(self, limit: int, timeout_s: float) -> list[Message]:
        """One message."""
        return [Message(topic=PLACE[0], partition=0, offset=4, appended_at_ms=0, payload=b"")]

    async def require_same(self) -> None:
        """The topics are what they were."""

    async def ends(self) -> Mapping[tuple[str, int], int]:
        """Right after that message."""
        return {PLACE: 5}

    async def passed(self, wanted: Mapping[tuple[str, int], int]) -> bool:
        """All of it has been handed out."""
        return True

    async def show(self, positions: Mapping[tuple[str, int], int]) -> None:
        """Lag tools are told."""


def test_an_entry_that_hangs_is_seen_by_the_watchdog() -> None:
    """Though the step has not come back, and all messages have been read, it is a stall."""

    async def play() -> None:
        decider, source = Hanging(), cast("Source", ReadToTheEnd())

        async def reopen() -> Source:
            return source

        loop = Loop(
            decider=cast("Decider", decider),
            source=source,
            clock=Clock(now=lambda: NOW),
            reopen=reopen,
            database_now=lambda: NOW,
            watchdog=Watchdog(patience_s=0.1, every_s=0.02),
        )
        step = asyncio.create_task(loop.step())
        with pytest.raises(Stalled):
            await loop.watch()
        decider.let_go.set()
        await step

    asyncio.run(play())
