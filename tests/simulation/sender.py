"""
Relay and push connector, one partner each: claim, send one after the other, mark.

A sender's steps are taken one at a time, so that anything may happen between them. One that lost
its session may still send what it had claimed, and marks nothing any more.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from connectors.channels.port import Meaning
from connectors.channels.reply import UNREACHED, meaning_of
from schemas.catalogue.model import Catalogue, Channel, Partner
from simulation.broker import Broker, Published
from simulation.partner import PlayedPartner
from streams.send import signature
from streams.send.retry import Schedule
from streams.sending.channel_state import ChannelState as State
from streams.sending.holds import Holds
from streams.sending.memory import MemoryOutbox
from streams.sending.memory_rows import ResultRow
from streams.sending.outgoing import Outgoing
from streams.sending.returned import returned

SEED = bytes(range(32))
SIGNERS = signature.Signers(ed25519_seeds=(SEED,))
SCHEDULE = Schedule()
NOBODY = 0
#: So many subjects are claimed while others are under way.
AHEAD = 2


@dataclass(slots=True)
class Sender:
    """
    One process for one partner. `claimed` and `results` are to be sent, `sent` and `told` to be
    marked.

    `alive`: it holds the channel's lock; without it nothing can be written down.
    """

    partner: Partner
    outbox: MemoryOutbox
    broker: Broker
    state: State = field(default_factory=State)
    served_at: datetime | None = None
    claimed: list[Outgoing] = field(default_factory=list)
    sent: list[Outgoing] = field(default_factory=list)
    results: list[ResultRow] = field(default_factory=list)
    told: list[ResultRow] = field(default_factory=list)
    alive: bool = True

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return not (self.claimed or self.sent or self.results or self.told)

    def claim(self, catalogue: Catalogue, holds: Holds, now: datetime, limit: int) -> str:
        """Claim what may go, unless there is still something to be sent."""
        if not self.idle or not self.state.open_at(now):
            return "busy" if not self.idle else "waits"
        probe = self.state.waits
        claimed = self.outbox.claim(self.partner, catalogue, holds, now, limit, probe=probe)
        self.claimed = list(claimed)
        if self.partner.channel is Channel.TOPIC:
            self.results = self.outbox.claim_results(self.partner.id, catalogue, now)
        return f"claimed {len(self.claimed)} and {len(self.results)} results"

    def claim_ahead(self, catalogue: Catalogue, holds: Holds, now: datetime) -> str:
        """Claim what comes next while something is under way, about other subjects."""
        if not self.claimed or self.state.waits or not self.alive:
            return ""
        under_way = frozenset(one.subject for one in self.claimed)
        claimed = self.outbox.claim(self.partner, catalogue, holds, now, AHEAD, under_way)
        self.claimed += claimed
        return f"claimed {len(claimed)} ahead, "

    def forget(self) -> None:
        """The process dies: what it had claimed it knows no more."""
        self.claimed, self.sent, self.results, self.told = [], [], [], []

    # --- over a topic ----------------------------------------------------------------------------

    def publish(self, now: datetime) -> str:
        """Publish the next directive or result that was claimed."""
        if self.claimed:
            one = self.claimed.pop(0)
            self._append(one.id, one.subject, one.body, now)
            self.sent.append(one)
            return f"published {one.sequence}"
        for row in self.results:
            self._append(row.result.result_id, row.result.subject, row.body, now)
        self.told, self.results = self.results, []
        return f"published {len(self.told)} results"

    def _append(self, given: UUID, subject: UUID, body: bytes, now: datetime) -> None:
        message = signed(given, subject, body, SIGNERS, now)
        self.broker.outgoing[f"sanctions.{self.partner.id}"].append(message)

    def mark(self, now: datetime) -> str:
        """Mark what the broker has, once all is there; without the lock nothing is."""
        if self.alive:
            self.outbox.mark_sent([one.id for one in self.sent], now)
            for row in self.told:
                row.sent = True
        marked = len(self.sent) + len(self.told)
        self.sent, self.told = [], []
        return f"marked {marked}"

    # --- over HTTP -------------------------------------------------------------------------------

    def push(self, partner: PlayedPartner, now: datetime, chance: Random, *, dies: bool) -> str:
        """Attempt the next directive and write down what came of it; `dies`: not even that."""
        if not self.claimed:
            return "nothing to push"
        one = self.claimed.pop(0)
        headers = signature.headers(SIGNERS, str(one.id), int(now.timestamp()), one.body)
        status = partner.over_http(one.body, headers, now, chance)
        meaning = Meaning.LATER if status == NOBODY else meaning_of(status)
        if meaning is Meaning.RETURNED and self.alive:
            told = returned(self.partner.id, one, f"HTTP {status}")
            assert told.value is not None
            self.broker.append(told.topic, told.value, now)
            if not one.once_taken:
                state = self.outbox.rows[one.id].state
                partner.returned(one.id, state.measure_id)
        if dies or not self.alive:
            if dies:
                self.forget()
            return f"{one.sequence} pushed, {status}, not written down"
        self._keep(one, status, meaning, now, chance)
        return f"{one.sequence} pushed, {status}"

    def _keep(
        self, one: Outgoing, status: int, meaning: Meaning, now: datetime, chance: Random
    ) -> None:
        alone = self.outbox.alone(one.id, self.served_at)
        match meaning:
            case Meaning.TAKEN:
                self.outbox.mark_sent([one.id], now)
            case Meaning.RETURNED:
                self.outbox.mark_returned(one.id)
            case Meaning.LATER | Meaning.BROKEN:
                wait_s = SCHEDULE.wait_s(one.failures + 1, chance.random())
                again = now + timedelta(seconds=wait_s)
                self.outbox.mark_failed(one.id, now, again)
        if meaning is Meaning.BROKEN:
            self.state = replace(self.state, paused_because=f"HTTP {status}")
            self.claimed = []
        elif status not in (NOBODY, *UNREACHED):
            self.state, self.served_at = self.state.served(), now
        elif not alone:
            self.state = self.state.missed(one.id, now, SCHEDULE, chance.random(), 0.0)
            if self.state.waits:
                self.claimed = []

    def resume(self) -> None:
        """An operator says that the channel works again."""
        self.state = State()


def signed(
    given: UUID, subject: UUID, body: bytes, signers: signature.Signers, now: datetime
) -> Published:
    """A message of a partner's topic: the key is the opaque subject, headers hold the signature."""
    headers = signature.headers(signers, str(given), int(now.timestamp()), body)
    return Published(
        key=str(subject).encode(),
        value=body,
        headers=tuple((name, value.encode()) for name, value in headers.items()),
    )
