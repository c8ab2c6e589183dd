"""Everything of one run: the town, the line, senders and partners, and a clock that is told."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from oracle import Load, made_stricter
from property.strategies import FIRST
from scenario.as_event import as_event
from scenario.calendar import noon
from scenario.cast import PARTNERS
from scenario.message import Message

from connectors.partners.directive import from_topic, from_webhook
from connectors.partners.full_list import FullList, Listed
from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from simulation.broken import hold
from simulation.broker import Broker
from simulation.entries import Books, Expected
from simulation.grounds import every_measure_stands
from simulation.journal import Journal
from simulation.partner import PlayedPartner
from simulation.quarter import Quarter
from simulation.secrecy import nothing_shown
from simulation.sender import Sender, signed
from simulation.sendings import Sendings
from simulation.worker import Worker
from streams.deciding.line_store import Ranges
from streams.kinds.event import Event
from streams.line.changes import Changes
from streams.line.command import LoadCatalogue
from streams.line.entry import Act, Arrived, Batch
from streams.send import signature
from streams.sending.holds import Holds
from streams.sending.memory_questions import in_force, told_through
from streams.wiring.clock import Clock

Place = tuple[str, int, int]
#: The id of no directive.
NOBODYS = UUID("00000000-0000-0000-0000-00000000f00d")


@dataclass(slots=True)
class Time:
    """The clock of a run, in Asia/Shanghai."""

    now: datetime = field(default_factory=lambda: noon(FIRST))

    def pass_by(self, some: timedelta) -> None:
        """Let time pass."""
        self.now += some


@dataclass(slots=True)
class World:
    """
    One run's state. `said`: what stands at an input offset, with its quarter, for the oracle.
    `merges`: officers merge records, of which the oracle knows nothing.
    """

    time: Time = field(default_factory=Time)
    journal: Journal = field(default_factory=Journal)
    broker: Broker = field(default_factory=Broker)
    books: Books = field(default_factory=Books)
    quarters: list[Quarter] = field(default_factory=lambda: [Quarter(number=1)])
    held_back: list[tuple[Quarter, Message]] = field(default_factory=list)
    said: dict[Place, tuple[int, Event]] = field(default_factory=dict)
    admitted: dict[int, list[Event]] = field(default_factory=lambda: defaultdict(list))
    loads: list[tuple[date, Catalogue]] = field(default_factory=list)
    holds: dict[str, Holds] = field(default_factory=lambda: defaultdict(Holds))
    strays: list[Sender] = field(default_factory=list)
    checked_entries: int = 0
    written: list[Changes] = field(default_factory=list)
    merges: bool = False
    worker: Worker = field(init=False)
    partners: dict[str, PlayedPartner] = field(init=False)
    senders: dict[str, Sender] = field(init=False)
    sendings: Sendings = field(init=False)

    def __post_init__(self) -> None:
        self.journal.watch = self.watch
        self.partners = {p.id: self._partner(p.id) for p in PARTNERS}
        self.senders = {
            p.id: Sender(partner=p, outbox=self.journal.outbox, broker=self.broker)
            for p in PARTNERS
        }
        self.sendings = Sendings(
            outbox=self.journal.outbox, partners=self.partners, laws=self.journal.catalogues
        )
        self.worker = Worker(
            journal=self.journal, broker=self.broker, clock=Clock(now=lambda: self.time.now)
        )
        self.worker.begin()

    def _partner(self, name: str) -> PlayedPartner:
        def full_list() -> FullList:
            outbox = self.journal.outbox
            listed = tuple(
                Listed(
                    directive=(from_webhook if row.body.startswith(b"{") else from_topic)(row.body),
                    answer_no=row.state.answer_no or 0,
                )
                for row in in_force(outbox, name)
            )
            return FullList(listed=listed, told_through=told_through(outbox, name))

        return PlayedPartner(name=name, broker=self.broker, ask_full_list=full_list)

    @property
    def today(self) -> date:
        """The day by the clock; the line's may be the one before."""
        return self.time.now.date()

    @property
    def law(self) -> Catalogue:
        """The catalogue in force."""
        return self.journal.catalogues[-1]

    def publish(self, quarter: Quarter, message: Message) -> str:
        """A department's word reaches its topic, whenever it was said."""
        payload = encode(f"credit.events.{message.kind}", message.record)
        read = self.broker.append(
            f"credit.events.{message.department}", payload, self.time.now.astimezone(UTC)
        )
        now = Message(message.department, message.kind, message.record, appended=self.today)
        self.said[read.place] = (quarter.number, as_event(now, read.offset, self.today))
        self.books.expected[read.place] = Expected()
        return f"{message.department} {read.offset}: {message.id[1]} v{message.record['version']}"

    def publish_wrong(self, department: str, payload: bytes, expected: str) -> str:
        """A message that must be turned away with a code."""
        read = self.broker.append(
            f"credit.events.{department}", payload, self.time.now.astimezone(UTC)
        )
        self.books.expected[read.place] = Expected(code=expected)
        return f"{department} {read.offset}: {expected}"

    def forged(self, name: str, body: bytes, signers: signature.Signers) -> str:
        """A directive that the hub never sent reaches a partner's topic."""
        told = signed(UUID(int=1), UUID(int=2), body, signers, self.time.now)
        self.broker.outgoing[f"sanctions.{name}"].append(told)
        return f"{name}: a forged directive"

    def watch(self, changes: Changes, ranges: Ranges) -> None:
        """Hear of an entry just committed."""
        self.written.append(changes)
        law = self.journal.catalogues[-1] if self.journal.catalogues else None
        self.books.take(changes, ranges, law)
        self._refused_alike(changes)
        if changes.done.catalogue is not None:
            self.loads.append((changes.entry.day, changes.done.catalogue))
        nothing_shown(changes, (n for q in self.quarters for n in q.people.numbers))
        for place in self._let_in(changes):
            quarter, event = self.said[place]
            self.admitted[quarter].append(event)

    def _refused_alike(self, changes: Changes) -> None:
        """No catalogue is loaded that makes an edition in force stricter; any other is."""
        work = changes.entry.work
        if isinstance(work, Act) and isinstance(work.command.doing, LoadCatalogue):
            loads = [Load(day=on, catalogue=law) for on, law in self.loads]
            stricter = made_stricter(loads, work.command.doing.catalogue, changes.entry.day)
            hold(
                "stricter is refused", bool(stricter) == (changes.done.catalogue is None), stricter
            )

    def _let_in(self, changes: Changes) -> list[Place]:
        """Where what came in stood, in the order in which the entry applied it."""
        work = changes.entry.work
        if isinstance(work, Batch):
            arrived = [a.origin for a in work.arrivals if isinstance(a, Arrived)]
            return sorted((o.topic, o.partition, o.offset) for o in arrived)
        return list(changes.done.replayed) if changes.received.versions else []

    def check(self) -> None:
        """The invariants that hold after every step."""
        if len(self.journal.store.entries) != self.checked_entries:
            self.checked_entries = len(self.journal.store.entries)
            day = self.journal.day
            assert day is not None
            every_measure_stands(self.journal.store, self.law, day)
        self.sendings.check_claims(self.today)
        self.sendings.check_partners()

    def some_partner(
        self, chance: Random, busy: Callable[[PlayedPartner], bool] = lambda _: True
    ) -> PlayedPartner:
        """A partner, one that is busy in some way if there is any."""
        every = [partner for _, partner in sorted(self.partners.items())]
        return chance.choice([partner for partner in every if busy(partner)] or every)

    def directives(self) -> list[UUID]:
        """Every directive decided, in order."""
        return list(self.journal.outbox.rows)
