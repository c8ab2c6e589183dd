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
from schemas.codec import encode
from streams.send import signature
from streams.send.reply import Meaning
from streams.send.retry import ALARM_AFTER, Schedule
from streams.wiring.clock import Clock
from streams.wiring.database.connection import Connection
from streams.wiring.database.seal import Seal
from streams.wiring.keys import KeyRing
from streams.wiring.reading.rules_in_force import RulesInForce
from streams.wiring.sending.channels import (
    Channel,
    channel_failed,
    channel_of,
    channel_served,
    pause_channel,
)
from streams.wiring.sending.claims import Claims, Outgoing
from streams.wiring.sending.counted import AGAIN, PAUSED, RETRY, RETURNED, count_sent
from streams.wiring.sending.day import today_of
from streams.wiring.sending.marks import mark_failed, mark_returned, mark_sent
from streams.wiring.sending.pace import Pace
from streams.wiring.sending.partner_settings import PartnerSettings
from streams.wiring.sending.publisher import Publisher, ToPublish
from streams.wiring.sending.sent_log import kept
from streams.wiring.sending.webhook import Attempt, push

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")

#: Subjects served side by side; within a subject one directive follows the other.
SIDE_BY_SIDE: Final = 8
#: The hub's own word in the partner's place: below every answer the partner numbers itself.
HUB_ANSWER_NO: Final = 0
NEEDS_A_PERSON: Final = "R3007"


@dataclass(frozen=True, slots=True, kw_only=True)
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
    chance: SystemRandom = field(default_factory=SystemRandom)
    #: One statement at a time on the session.
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    pace: Pace = field(default_factory=Pace)

    async def step(self) -> bool:
        """
        Push what may go now, lifts before everything else. Whether there was anything.

        What goes for the first time stands on the hub's own log before (`sent_log.py`).
        """
        channel = await self._ask(channel_of, self.partner)
        if not channel.open_at(self.clock.now()):
            return False
        # After a failure one attempt shows whether the partner is back.
        limit = 1 if channel.failures else self.pace.streams
        begun = time.monotonic()
        outgoing = await self._ask(self._claim, limit)
        if first := [one for one in outgoing if not one.attempts]:
            await self.publisher.publish(kept(self.partner, first, self.seal))
        for urgent in (True, False):
            mine = [one for one in outgoing if one.lifts is urgent]
            if not await self._push_all(mine, channel):
                return True
        self.pace.took(time.monotonic() - begun)
        return bool(outgoing)

    def _claim(self, connection: Connection, limit: int) -> tuple[Outgoing, ...]:
        rules = self.rules.now(connection)
        today = today_of(connection, self.clock)
        if rules is None or today is None:
            return ()
        claims = Claims(connection=connection, seal=self.seal, partner=self.partner)
        return claims.claim(rules.book.catalogue, self.clock.now(), today, limit)

    async def _push_all(self, outgoing: Sequence[Outgoing], channel: Channel) -> bool:
        """Push, several subjects side by side; False once the channel turns out not to work."""
        streams: dict[UUID, list[Outgoing]] = defaultdict(list)
        for one in outgoing:
            streams[one.subject].append(one)
        waiting = list(streams.values())
        while waiting:
            now, waiting = waiting[: self.pace.marked], waiting[self.pace.marked :]
            attempts = await self._side_by_side(now)
            await self._keep_taken([one for one, made in attempts if made.meaning is Meaning.TAKEN])
            if not await self._weigh([made for _, made in attempts], channel):
                return False
        return True

    async def _side_by_side(
        self, streams: Iterable[Sequence[Outgoing]]
    ) -> list[tuple[Outgoing, Attempt]]:
        """Push streams, so many at a time; none is begun once the channel does not work."""
        room, attempts = asyncio.Semaphore(SIDE_BY_SIDE), list[tuple[Outgoing, Attempt]]()
        works = True

        async def push_one(stream: Sequence[Outgoing]) -> None:
            nonlocal works
            async with room:
                if not works:
                    return
                try:
                    made = await self._push_stream(stream)
                except BaseException:
                    works = False
                    raise
                attempts.extend(made)
                if any(_stops(attempt) for _, attempt in made):
                    works = False

        await asyncio.gather(*map(push_one, streams))
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
        seeds = tuple(seed for _, seed in sorted(self.signing.versions.items()))
        secrets = (self.settings.secret,) if self.settings.secret else ()
        headers = signature.headers(
            signature.Signers(ed25519_seeds=seeds, secrets=secrets),
            str(one.directive_id),
            int(self.clock.now().timestamp()),
            one.body,
        )
        return await push(self.http, self.settings.url, headers, one.body)

    async def _keep_taken(self, taken: Sequence[Outgoing]) -> None:
        """Mark what was taken, all at once: killed before it, they are told once more."""
        if ids := [one.directive_id for one in taken]:
            await self._ask(mark_sent, ids, self.clock.now())
            await self._ask(count_sent, self.metrics, self.partner, ids)
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


def _stops(attempt: Attempt) -> bool:
    """Whether other directives would fare no better."""
    return attempt.unreached or attempt.meaning is Meaning.BROKEN


def returned(partner: str, one: Outgoing, why: str) -> ToPublish:
    """
    RETURNED as a message on the partner's feedback topic, so that the line journals it.

    Its number is below every answer the partner gives itself: should one come, it counts.
    """
    record = {
        "directive_id": str(one.directive_id),
        "answer_no": HUB_ANSWER_NO,
        "result": "RETURNED",
        "reason_code": NEEDS_A_PERSON,
        "reason": why,
    }
    return ToPublish(
        topic=f"feedback.{partner}",
        key=str(one.directive_id).encode(),
        value=encode("credit.answers.Answer", record),
    )
