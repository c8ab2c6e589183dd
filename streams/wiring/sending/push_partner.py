"""Pushing to one partner: claim, attempt, and keep what came of it (R12, R14)."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from secrets import SystemRandom
from typing import Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID

import aiohttp

from monitoring.metrics import SenderMetrics
from schemas.catalogue import model
from streams.send import signature
from streams.send.reply import Meaning
from streams.send.retry import ALARM_AFTER, Schedule
from streams.wiring.clock import Clock
from streams.wiring.database.connection import Connection
from streams.wiring.database.seal import Seal
from streams.wiring.keys import KeyRing
from streams.wiring.reading.rules_in_force import RulesInForce
from streams.wiring.sending.beside import both
from streams.wiring.sending.channels import (
    Channel,
    channel_failed,
    channel_of,
    channel_served,
    pause_channel,
)
from streams.wiring.sending.claims import Claims, Outgoing
from streams.wiring.sending.counted import AGAIN, PAUSED, RETRY, RETURNED, count_sent
from streams.wiring.sending.day import Day
from streams.wiring.sending.marks import mark_failed, mark_returned, mark_sent
from streams.wiring.sending.never_sent import mark_said, never_sent, unsent
from streams.wiring.sending.pace import FEWEST, Pace
from streams.wiring.sending.partner_settings import PartnerSettings
from streams.wiring.sending.publisher import Publisher
from streams.wiring.sending.returned import returned
from streams.wiring.sending.sent_log import kept
from streams.wiring.sending.webhook import Attempt, push

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

#: Subjects served side by side; within a subject one directive follows the other.
SIDE_BY_SIDE: Final = 8


@dataclass(slots=True, kw_only=True)
class PushPartner:
    """One partner's channel, on a database session that holds its lock."""

    partner: str
    settings: PartnerSettings
    connection: Connection
    http: aiohttp.ClientSession
    publisher: Publisher
    seal: Seal
    signing: KeyRing
    clock: Clock
    rules: RulesInForce
    schedule: Schedule
    metrics: SenderMetrics
    day: Day = field(default_factory=Day)
    chance: SystemRandom = field(default_factory=SystemRandom)
    #: One statement at a time on the session.
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pace: Pace = field(default_factory=Pace)
    #: Claimed, and not pushed yet.
    _ahead: tuple[Outgoing, ...] = ()

    async def step(self) -> bool:
        """
        Push what may go now, lifts before everything else. Whether there was anything.

        To a quick partner for whom more waits the next is claimed meanwhile, about other subjects.
        """
        channel = await self._ask(channel_of, self.partner)
        if not channel.open_at(self.clock.now()):
            return False
        # After a failure one attempt shows whether the partner is back.
        limit = 1 if channel.failures else self.pace.streams
        outgoing, self._ahead = self._ahead or await self._next(limit), ()
        subjects = frozenset(one.subject for one in outgoing)
        more = self.pace.quick and len(subjects) >= FEWEST
        begun = time.monotonic()
        works, ahead = await both(
            self._push_lifts_first(outgoing, channel),
            self._next(limit, subjects) if more else _nothing(),
        )
        if works:
            self.pace.took(time.monotonic() - begun)
            # After a slow step it is claimed once more, with the lifts decided since.
            self._ahead = ahead if self.pace.quick else ()
        return bool(outgoing)

    async def _next(
        self, limit: int, under_way: frozenset[UUID] = frozenset()
    ) -> tuple[Outgoing, ...]:
        """Claim; what goes for the first time stands on the hub's own log after (`sent_log.py`)."""
        outgoing = await self._ask(self._claim, limit, under_way)
        if first := [one for one in outgoing if not one.attempts]:
            await self.publisher.publish(kept(self.partner, first, self.seal))
        await self._say_never_sent()
        return outgoing

    async def _say_never_sent(self) -> None:
        """Say what came to nothing before it left, then mark it."""
        if found := await self._ask(unsent, self.partner):
            signers = signature.Signers(ed25519_seeds=self._seeds)
            words = [never_sent(self.partner, one, signers) for one in found.told]
            await self.publisher.publish(words)
            await self._ask(mark_said, found, self.clock.now())

    @property
    def _seeds(self) -> tuple[bytes, ...]:
        return tuple(seed for _, seed in sorted(self.signing.versions.items()))

    def _claim(
        self, connection: Connection, limit: int, under_way: frozenset[UUID]
    ) -> tuple[Outgoing, ...]:
        rules = self.rules.now(connection)
        today = self.day.today(connection, self.clock)
        if rules is None or today is None:
            return ()
        claims = Claims(
            connection=connection,
            seal=self.seal,
            partner=self.partner,
            channel=model.Channel.WEBHOOK,
            loaded=rules.number,
        )
        return claims.claim(rules.book.catalogue, self.clock.now(), today, limit, under_way)

    async def _push_lifts_first(self, outgoing: Sequence[Outgoing], channel: Channel) -> bool:
        """Push what was claimed; False once the channel turns out not to work."""
        for urgent in (True, False):
            mine = [one for one in outgoing if one.lifts is urgent]
            if not await self._push_all(mine, channel):
                return False
        return True

    async def _push_all(self, outgoing: Sequence[Outgoing], channel: Channel) -> bool:
        """Push, and write down what became of some while the next are pushed."""
        streams: dict[UUID, list[Outgoing]] = defaultdict(list)
        for one in outgoing:
            streams[one.subject].append(one)
        waiting = list(streams.values())
        made: list[tuple[Outgoing, Attempt]] = []
        while waiting and not any(_stops(attempt) for _, attempt in made):
            now, waiting = waiting[: self.pace.marked], waiting[self.pace.marked :]
            made, _ = await both(self._side_by_side(now), self._write_down(made, channel))
        return await self._write_down(made, channel)

    async def _write_down(self, made: Sequence[tuple[Outgoing, Attempt]], channel: Channel) -> bool:
        """Mark what was taken, and keep how the channel fares; whether it works."""
        if taken := [one for one, came in made if came.meaning is Meaning.TAKEN]:
            await self._ask(self._mark, taken)
        return await self._weigh([came for _, came in made], channel)

    async def _side_by_side(
        self, streams: Iterable[Sequence[Outgoing]]
    ) -> list[tuple[Outgoing, Attempt]]:
        """Push streams, so many at a time; none is begun once the channel does not work."""
        waiting, attempts = iter(streams), list[tuple[Outgoing, Attempt]]()
        works = True

        async def push_some() -> None:
            nonlocal works
            while works and (stream := next(waiting, None)) is not None:
                try:
                    made = await self._push_stream(stream)
                except BaseException:
                    works = False
                    raise
                attempts.extend(made)
                if any(_stops(attempt) for _, attempt in made):
                    works = False

        await asyncio.gather(*(push_some() for _ in range(SIDE_BY_SIDE)))
        return attempts

    async def _push_stream(self, stream: Iterable[Outgoing]) -> list[tuple[Outgoing, Attempt]]:
        attempts = []
        for one in stream:
            attempt = await self._attempt(one)
            attempts.append((one, attempt))
            if attempt.meaning is not Meaning.TAKEN:
                await self._keep(one, attempt)
            if one.misses >= 2:
                log.error("a directive is unanswered and was sent again", extra=self._about(one))
            if _stops(attempt):
                break
        return attempts

    async def _attempt(self, one: Outgoing) -> Attempt:
        secrets = (self.settings.secret,) if self.settings.secret else ()
        headers = signature.headers(
            signature.Signers(ed25519_seeds=self._seeds, secrets=secrets),
            str(one.directive_id),
            int(self.clock.now().timestamp()),
            one.body,
        )
        return await push(self.http, self.settings.url, headers, one.body)

    def _mark(self, connection: Connection, taken: Sequence[Outgoing]) -> None:
        """What was taken, all at once: killed before it, they are told once more."""
        ids = [one.directive_id for one in taken]
        mark_sent(connection, ids, self.clock.now())
        count_sent(connection, self.metrics, self.partner, ids)
        for one in taken:
            if one.misses:
                self._count(AGAIN)

    async def _keep(self, one: Outgoing, attempt: Attempt) -> None:
        now = self.clock.now()
        match attempt.meaning:
            case Meaning.RETURNED:
                # Told first and marked then: killed between, it is told once more.
                await self.publisher.publish([returned(self.partner, one, attempt.why)])
                await self._ask(mark_returned, one.directive_id, attempt.why, now)
                self._count(RETURNED)
            case Meaning.LATER | Meaning.BROKEN:
                wait_s = self.schedule.wait_s(one.attempts + 1, self.chance.random())
                # Where nobody was reached the channel waits, and this one with it.
                again = now if attempt.unreached else now + timedelta(seconds=wait_s)
                await self._ask(mark_failed, one.directive_id, attempt.why, again)
                self._count(PAUSED if attempt.meaning is Meaning.BROKEN else RETRY)
                if one.attempts + 1 == ALARM_AFTER:
                    log.error("a directive failed ten times", extra=self._about(one))

    def _count(self, result: str) -> None:
        self.metrics.send_attempts.labels(partner=self.partner, result=result).inc()

    def _about(self, one: Outgoing) -> dict[str, object]:
        return {"partner": self.partner, "directive": str(one.directive_id)}

    async def _weigh(self, attempts: Sequence[Attempt], channel: Channel) -> bool:
        """Keep how the channel fares; whether it works."""
        now = self.clock.now()
        broken = [a for a in attempts if a.meaning is Meaning.BROKEN]
        unreached = [a for a in attempts if a.unreached and a.meaning is Meaning.LATER]
        if broken:
            because = f"{broken[0].why} from the partner's address"
            log.error("channel paused", extra={"partner": self.partner, "why": because})
            await self._ask(pause_channel, self.partner, because, now)
        elif unreached:
            failures = channel.failures + 1
            wait_s = self.schedule.wait_s(failures, self.chance.random())
            asked_s = max(a.retry_after_s for a in unreached)
            again = now + timedelta(seconds=max(wait_s, asked_s))
            if failures == ALARM_AFTER:
                log.error("partner not reached ten times", extra={"partner": self.partner})
            await self._ask(channel_failed, self.partner, failures, again)
        elif attempts:
            await self._ask(channel_served, self.partner, now)
        return not broken and not unreached

    async def _ask(
        self, work: Callable[Concatenate[Connection, P], R], *given: P.args, **named: P.kwargs
    ) -> R:
        """Run a statement on the session, beside the attempts."""
        async with self.lock:
            return await asyncio.to_thread(work, self.connection, *given, **named)


async def _nothing() -> tuple[Outgoing, ...]:
    return ()


def _stops(attempt: Attempt) -> bool:
    """Whether other directives would fare no better."""
    return attempt.unreached or attempt.meaning is Meaning.BROKEN
