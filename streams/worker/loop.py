"""
The deciding loop: commands, the day, then a batch, again and again.

While the day may not advance by itself nothing is decided but commands, one of which can say that
it may (R16). While the broker is away the loop waits. Blocking work runs in one thread beside the
event loop, so that signals and the consumer go on.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, ParamSpec, TypeVar

from streams.deciding.decider import BATCH, Decider
from streams.deciding.faults import TooManyFaults
from streams.deciding.message import Message
from streams.line.command import Advance, LoadCatalogue
from streams.store.topics import Place
from streams.wiring.clock import Clock
from streams.wiring.seldom import Seldom
from streams.worker.collecting import Collecting
from streams.worker.days import DayStopped, NextDay, check_skew, next_day
from streams.worker.same_topics import LOOK_EVERY_S as TOPICS_EVERY_S
from streams.worker.same_topics import OpenAnew
from streams.worker.source import BrokerSilent, Source
from streams.worker.watchdog import Watchdog

READ_TIMEOUT_S = 0.05
#: How often the table of commands is looked at.
COMMANDS_EVERY_S = 0.2
#: After messages failed at the hub itself they are tried again, or sooner after a command.
TRY_AGAIN_S: Final = 60.0
#: Committed offsets expire in Kafka unless they are written again.
SHOW_EVERY_S = 60.0

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Loop:
    """
    One process's deciding loop over a source that has been started.

    `reopen` gives a source over every topic the catalogue now calls for. `database_now` reads
    PostgreSQL's clock.
    """

    decider: Decider
    source: Source
    clock: Clock
    reopen: Callable[[], Awaitable[Source]]
    database_now: Callable[[], datetime]
    allowed_through: date | None = None
    watchdog: Watchdog = field(default_factory=Watchdog)
    collecting: Collecting = field(default_factory=Collecting)
    _wanted: Mapping[Place, int] | None = None
    _asked_at: datetime | None = None
    _commands_at: float = field(default=-COMMANDS_EVERY_S)
    _shown_at: float = field(default=0.0)
    _at_work: bool = False
    _source_stays: asyncio.Lock = field(default_factory=asyncio.Lock)
    _topics_at: float = field(default=0.0)
    _seldom: Seldom = field(default_factory=Seldom)
    _faulty: TooManyFaults | None = None
    _faulty_at: float = field(default=0.0)
    #: Why nothing is decided for now, blank while something may be.
    stands_still: str = ""

    async def work_off(self) -> None:
        """What a load or a day left undone when a worker ended in its middle."""
        await self._decide(self.decider.judge_again)

    async def step(self) -> None:
        """Take the commands that wait, advance the day if it is time, decide what has come in."""
        await self._take_commands()
        try:
            await self._advance()
        except DayStopped as reason:
            await self._stand_still(str(reason))
            return
        if self._faulty and time.monotonic() - self._faulty_at < TRY_AGAIN_S:
            await self._stand_still(str(self._faulty))
            return
        self.stands_still = str(self._faulty or "")
        messages = await self.source.read(BATCH, READ_TIMEOUT_S)
        if time.monotonic() - self._topics_at > TOPICS_EVERY_S:
            self._topics_at = time.monotonic()
            try:
                await self.source.require_same()
            except OpenAnew as reason:
                log.warning(str(reason))
                await self._reopen()
                return  # what was read is read again
        if messages:
            await self._take(messages)
        self.collecting.between(time.monotonic(), leisure=not messages)
        if time.monotonic() - self._shown_at > SHOW_EVERY_S:
            await self._show()

    async def _take(self, messages: Sequence[Message]) -> None:
        """Decide what came in, or stand still where it fails at the hub: it is read again then."""
        try:
            await self._decide(self.decider.take, messages)
        except TooManyFaults as fault:
            self._faulty, self._faulty_at = fault, time.monotonic()
            await self._reopen()
        else:
            self._faulty, self.stands_still = None, ""

    async def watch(self) -> None:
        """Let the watchdog look now and then, beside the steps; ends with what it raises."""
        while True:
            await asyncio.sleep(self.watchdog.every_s)
            async with self._source_stays:
                await self._look()

    async def _decide(self, work: Callable[P, R], *given: P.args, **named: P.kwargs) -> R:
        """Let the decider work in its thread, and the watchdog know that it does."""
        self._at_work = True
        try:
            return await asyncio.to_thread(work, *given, **named)
        finally:
            self._at_work = False

    async def _take_commands(self) -> None:
        if time.monotonic() - self._commands_at < COMMANDS_EVERY_S:
            return
        self._commands_at = time.monotonic()
        line_store = self.decider.line_store
        while command := await asyncio.to_thread(line_store.next_command):
            changes = await self._decide(self.decider.act, command)
            self._faulty_at = -TRY_AGAIN_S  # it may be what was waited for
            log.info("a command was taken", extra={"entry": changes.entry.number})
            if isinstance(command.doing, Advance):
                through = command.doing.through
                self.allowed_through = max(self.allowed_through or date.min, through)
                self._wanted = None
            if isinstance(command.doing, LoadCatalogue):
                await self._reopen()

    async def _reopen(self) -> None:
        async with self._source_stays:
            await self.source.stop()
            self.source = await self.reopen()
            self._wanted = None  # of what is read now

    async def _advance(self) -> None:
        """Tick day by day, each once everything of the day before is decided (R16)."""
        while coming := next_day(self.decider.day, self.clock, self.allowed_through):
            if not coming.covered:
                check_skew(self.clock, await asyncio.to_thread(self.database_now))
            asked_at = self._asked_at = self._asked_at or self.clock.now()
            if not await self._inputs_passed(coming):
                if self.clock.manual or not coming.overdue(asked_at, self.clock.now()):
                    return
                log.error("the day advances though inputs of the day before are not decided")
            await self._decide(self.decider.tick, coming.day)
            self._wanted = self._asked_at = None
            log.info("the day advanced", extra={"day": coming.day.isoformat()})

    async def _inputs_passed(self, coming: NextDay) -> bool:
        """Whether every message the day before must still see has been decided."""
        try:
            if self._wanted is None:
                manual = self.clock.manual
                self._wanted = await (
                    self.source.ends() if manual else self.source.ends_before(coming.midnight)
                )
            return await self.source.passed(self._wanted)
        except BrokerSilent as away:
            self._say(f"The broker does not say what is still to be read: {away}.")
            return False

    async def _show(self) -> None:
        self._shown_at = time.monotonic()
        try:
            await self.source.show(self.decider.positions)
        except BrokerSilent as away:
            self._say(f"Positions cannot be shown to lag tools now: {away}.")

    async def _look(self) -> None:
        """Let the watchdog look, unless the broker does not answer: then nothing can move."""
        try:
            behind = not await self.source.passed(await self.source.ends())
        except BrokerSilent as away:
            self._say(f"The broker does not answer: {away}.")
            self.watchdog.rest()
            return
        entry = self.decider.entry if self._at_work else None
        self.watchdog.look(
            self.decider.positions, behind=behind, entry=entry, now_s=time.monotonic()
        )

    async def _stand_still(self, reason: str) -> None:
        self.stands_still = reason
        self._say(reason)
        self.watchdog.rest()
        await asyncio.sleep(COMMANDS_EVERY_S)

    def _say(self, reason: str) -> None:
        if self._seldom.now():
            log.error(reason)
