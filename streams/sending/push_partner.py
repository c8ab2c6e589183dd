"""Pushing to one partner: claim, attempt, and keep what came of it (R12, R14)."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from secrets import SystemRandom
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from connectors.channels.port import Attempt, Carrier, Meaning
from connectors.channels.publisher import Publisher
from monitoring.metrics import SenderMetrics
from schemas.catalogue import model
from streams.send import signature
from streams.send.retry import ALARM_AFTER, Schedule
from streams.sending.beside import both
from streams.sending.channel_state import ChannelState, channel_state, keep_channel, pause_channel
from streams.sending.counted import AGAIN, PAUSED, RETRY, RETURNED, count_sent
from streams.sending.day import Day
from streams.sending.marks import mark_all_sent, mark_failed, mark_returned
from streams.sending.never_sent import say_never_sent
from streams.sending.outgoing import Outgoing, OutgoingKind
from streams.sending.pace import FEWEST, Pace
from streams.sending.returned import returned
from streams.sending.sent_log import kept
from streams.sending.side_by_side import Made, SideBySide, Stream
from streams.sending.to_tell import ToTell
from streams.store.connection import Connection
from streams.store.rules_in_force import RulesInForce
from streams.store.seal import Seal
from streams.wiring.clock import Clock
from streams.wiring.keys import KeyRing

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True, kw_only=True)
class PushPartner:
    """One partner's channel, on a database session that holds its lock."""

    partner: str
    channel: model.Channel
    carrier: Carrier
    connection: Connection
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
    #: By what was heard of attempts, and as it is written down; whether there was a reply since.
    _channel: ChannelState = field(default_factory=ChannelState)
    _written: ChannelState = field(default_factory=ChannelState)
    _replied: bool = False
    #: This step tries whether the partner is back; whether it may begin more.
    _probing: bool = False
    _works: bool = True
    _side_by_side: SideBySide = field(init=False)
    _to_tell: ToTell = field(init=False)

    def __post_init__(self) -> None:
        self._side_by_side = SideBySide(push=self._push_stream, hear=self._hear)
        self._to_tell = ToTell(
            partner=self.partner,
            channel=self.channel,
            seal=self.seal,
            clock=self.clock,
            rules=self.rules,
            day=self.day,
        )

    async def step(self) -> bool:
        """
        Push what may go now, lifts first; returns whether there was anything.

        To a quick partner for whom more waits the next is claimed meanwhile, about other subjects.
        """
        self._probing = False
        await self._write_down(self._side_by_side.finished())
        self._channel = self._written = await self._ask(channel_state, self.partner)
        if not self._channel.open_at(self.clock.now()):
            await self._say_never_sent()
            return False
        # Where nobody was reached one attempt shows whether the partner is back.
        self._probing, self._works = self._channel.waits, True
        ahead, self._ahead = () if self._probing else self._ahead, ()
        outgoing = ahead or await self._next()
        subjects = frozenset(one.subject for one in outgoing)
        more = self.pace.quick and len(subjects) >= FEWEST
        begun = time.monotonic()
        _, ahead = await both(
            self._push_lifts_first(outgoing),
            self._next(subjects) if more else _nothing(),
        )
        if self._works:
            self.pace.took(time.monotonic() - begun)
            # After a slow step it is claimed once more, with the lifts decided since.
            self._ahead = ahead if self.pace.quick else ()
            # After the lifts: a topic that refuses it must keep none of them.
            await self._say_never_sent()
        return bool(outgoing)

    async def close(self) -> None:
        """Break off the attempts that still go on."""
        await self._side_by_side.close()

    async def _next(self, under_way: frozenset[UUID] = frozenset()) -> tuple[Outgoing, ...]:
        """Claim; what goes for the first time stands on the hub's own log after (`sent_log.py`)."""
        under_way |= self._side_by_side.apart
        outgoing = await self._ask(self._claim, under_way)
        first = [one for one in outgoing if not one.attempts and one.what is OutgoingKind.DIRECTIVE]
        if first:
            await self.publisher.publish(kept(self.partner, first, self.seal))
        return outgoing

    async def _say_never_sent(self) -> None:
        """Courts hear of it also while the partner's channel is paused or waits."""
        signers = signature.Signers(ed25519_seeds=self.signing.oldest_first)
        await say_never_sent(
            self.connection, self.publisher, self.partner, signers, self.clock.now(), self.lock
        )

    def _claim(self, connection: Connection, under_way: frozenset[UUID]) -> tuple[Outgoing, ...]:
        if self._probing:
            return self._to_tell.probe(connection, under_way)
        return self._to_tell.all(connection, self.pace.streams, under_way)

    async def _push_lifts_first(self, outgoing: Sequence[Outgoing]) -> None:
        """Push what was claimed, until the channel turns out not to work."""
        for urgent in (True, False):
            await self._push_all([one for one in outgoing if one.lifts is urgent])

    async def _push_all(self, outgoing: Sequence[Outgoing]) -> None:
        """Push, and write down what became of some while the next are pushed."""
        streams: dict[UUID, list[Outgoing]] = defaultdict(list)
        for one in outgoing:
            streams[one.subject].append(one)
        waiting = list(streams.values())
        made: list[Made] = []
        while waiting and self._works:
            now, waiting = waiting[: self.pace.marked], waiting[self.pace.marked :]
            made, _ = await both(
                self._side_by_side.push_all(now, wait=self._probing), self._write_down(made)
            )
        await self._write_down(made)

    async def _push_stream(self, stream: Stream) -> list[Made]:
        """Attempts about one subject, one after the other; see `Outgoing.comes_last`."""
        attempts, missed = list[Made](), 0
        most = 1 if self._probing else 2
        for one in sorted(stream, key=lambda each: each.comes_last):
            attempt = await self._attempt(one)
            attempts.append((one, attempt))
            if attempt.meaning is not Meaning.TAKEN:
                await self._keep(one, attempt)
            if one.misses >= 2:
                log.error("a directive is unanswered and was sent again", extra=self._about(one))
            missed = missed + 1 if attempt.unreached else 0
            kept = one.what is OutgoingKind.ORDER_RESULT and attempt.meaning is Meaning.LATER
            if kept or missed == most or attempt.meaning is Meaning.BROKEN:
                break
        return attempts

    async def _attempt(self, one: Outgoing) -> Attempt:
        (attempt,) = await self.carrier.attempt([one.letter])
        return attempt

    def _mark(self, connection: Connection, taken: Sequence[Outgoing]) -> None:
        """What was taken, all at once: killed before it, they are told once more."""
        mark_all_sent(connection, taken, self.clock.now())
        count_sent(connection, self.metrics, self.partner, taken)
        for one in taken:
            if one.misses:
                self._count(AGAIN)

    async def _keep(self, one: Outgoing, attempt: Attempt) -> None:
        now = self.clock.now()
        match attempt.meaning:
            case Meaning.RETURNED:
                # Told first and marked then: killed between, it is told once more. That a result
                # was refused the operator hears from its mark: it is no answer to a directive.
                if one.what is OutgoingKind.DIRECTIVE:
                    await self.publisher.publish([returned(self.partner, one, attempt.why)])
                await self._ask(mark_returned, one.id, attempt.why, now, one.what)
                self._count(RETURNED)
            case Meaning.LATER | Meaning.BROKEN:
                wait_s = self.schedule.wait_s(one.failures + 1, self.chance.random())
                again = now + timedelta(seconds=max(wait_s, attempt.retry_after_s))
                await self._ask(mark_failed, one.id, attempt.why, now, again, one.what)
                self._count(PAUSED if attempt.meaning is Meaning.BROKEN else RETRY)
                if one.failures + 1 == ALARM_AFTER:
                    log.error("a %s failed ten times", one.what, extra=self._about(one))

    def _count(self, result: str) -> None:
        self.metrics.send_attempts.labels(partner=self.partner, result=result).inc()

    def _about(self, one: Outgoing) -> dict[str, object]:
        return {"partner": self.partner, "directive": str(one.id)}

    def _hear(self, made: Iterable[Made]) -> bool:
        """
        What attempts say of the channel; whether more may be begun.

        With a directive that fails alone nothing is said, nor once the channel waits with any but
        the probe: what was under way then had begun before.
        """
        for one, attempt in made:
            if attempt.meaning is Meaning.BROKEN:
                because = f"{attempt.why} at the partner's end"
                self._channel = replace(self._channel, paused_because=because)
                self._works = False
            elif not attempt.unreached:
                self._channel, self._replied = self._channel.served(), True
            elif not one.alone and (self._probing or not self._channel.waits):
                now, chance = self.clock.now(), self.chance.random()
                asked_s = attempt.retry_after_s
                missed = self._channel.missed(one.id, now, self.schedule, chance, asked_s)
                if missed.failures == ALARM_AFTER:
                    log.error("partner not reached ten times", extra={"partner": self.partner})
                self._channel, self._probing = missed, False
                self._works = self._works and missed.open_at(now)
        return self._works

    async def _write_down(self, made: Sequence[Made]) -> None:
        """Mark what was taken, and keep how the channel fares."""
        if taken := [one for one, came in made if came.meaning is Meaning.TAKEN]:
            await self._ask(self._mark, taken)
        channel, replied = self._channel, self._replied
        if channel == self._written and not replied:
            return
        before, now = self._written, self.clock.now()
        self._written, self._replied = channel, False
        if channel.paused_because and not before.paused_because:
            why = channel.paused_because
            log.error("channel paused", extra={"partner": self.partner, "why": why})
            await self._ask(pause_channel, self.partner, why, now)
        else:
            await self._ask(keep_channel, self.partner, channel, now if replied else None)

    async def _ask(
        self, work: Callable[Concatenate[Connection, P], R], *given: P.args, **named: P.kwargs
    ) -> R:
        """Run a statement on the session, beside the attempts."""
        async with self.lock:
            return await asyncio.to_thread(work, self.connection, *given, **named)


async def _nothing() -> tuple[Outgoing, ...]:
    return ()
