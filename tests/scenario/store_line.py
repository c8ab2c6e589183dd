"""The line on a store, in one process: bytes in, decisions out, answers back."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter
from uuid import UUID, uuid5

from contract.stores import StoreUnderTest
from oracle import Held, Refusal
from oracle.identity import identity

from scenario.calendar import TODAY, noon
from scenario.hub import Decision, FactSeen, Sent, Shown
from scenario.message import Message
from scenario.outbox import Book, Known, MemoryBook
from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from schemas.manifest import published
from streams.accept.desk import desk_of
from streams.accept.event import Origin, Subject
from streams.entry import Act, Again, Arrived, Batch, Entry, Tick, Work
from streams.identify.pseudonym import PseudonymKey, record_key
from streams.judging import judge_subject
from streams.line import (
    PARKED_TOO_LONG,
    decide_again,
    decide_batch,
    expire_parked,
    need_of,
    rulebook,
)
from streams.merge.record import Record, fold
from streams.pool.view import View
from streams.rule.measure import Judgement, MeasureKey, Terms
from streams.send.claim import Fate
from streams.send.directive import Directive, DirectiveAction
from streams.store import Changes, Need, Snapshot
from streams.track.answer import Answer, AnswerArrived, AnswerResult
from streams.track.fate import fate
from streams.track.receipt import Receipt
from streams.unwind import acts
from streams.unwind.command import Command, Doing, LiftAgain, LoadCatalogue, ReplayQuarantined
from streams.wiring.worker.arrivals import Reader
from streams.wiring.worker.message import Message as Read

KEY = PseudonymKey(version=1, secret=bytes(32))
IDS = UUID("00000000-0000-0000-0000-00000000e17a")


class StoreLine:
    """A hub of one process on one store, which it asks for everything it is asked."""

    few_orders = False

    def __init__(
        self,
        under: StoreUnderTest,
        catalogue: Catalogue,
        *,
        on: date = TODAY,
        book: Callable[[Known], Book] = MemoryBook,
    ) -> None:
        self._under = under
        self._day = on
        self._clock = on
        self._changes: list[Changes] = []
        self._offsets: dict[str, int] = defaultdict(int)
        self._where: dict[Message, Origin] = {}
        self._messages: dict[tuple[str, int, int], Read] = {}
        self._called: dict[UUID, str] = {}
        self._looked: tuple[tuple[int, date], Snapshot, View] | None = None
        self._outbox = book(Known(fate=self._fate, called=lambda d: self._held(d.key)))
        self._take(next_catalogue(None, catalogue, on))

    def _take(self, catalogue: Catalogue) -> None:
        self._book = rulebook(catalogue)
        self._reader = Reader(desk=desk_of(catalogue, published()), key=KEY)

    # --- what comes in -------------------------------------------------------------------------

    def publish(self, *messages: Message) -> None:
        """Take the messages in one entry (R18)."""
        self._decide([self._read(message) for message in messages])

    def _read(self, message: Message) -> Read:
        topic = f"credit.events.{message.department}"
        payload = encode(f"credit.events.{message.kind}", message.record)
        read = self._append(topic, payload, message.appended or self._day)
        self._where[message] = read.origin
        return read

    def _append(self, topic: str, payload: bytes, on: date) -> Read:
        offset = self._offsets[topic]
        self._offsets[topic] += 1
        self._messages[(topic, 0, offset)] = Read(
            topic=topic,
            partition=0,
            offset=offset,
            appended_at_ms=int(noon(on).timestamp() * 1000),
            payload=payload,
        )
        return self._messages[(topic, 0, offset)]

    def _decide(self, read: Sequence[Read]) -> Changes:
        arrivals = tuple(self._reader.read(message) for message in read)
        for arrival in arrivals:
            if isinstance(arrival, Arrived):
                self._remember(arrival)
        batch = Batch(arrivals=arrivals)
        snapshot = self._under.store.load(need_of(batch))
        return self._keep(decide_batch(self._entry(batch), batch, snapshot, self._book))

    def _remember(self, arrived: Arrived) -> None:
        event = arrived.event
        claims: list[Subject | None] = [event.subject, *(r.subject for r in event.related)]
        for claim, named in zip(claims, (arrived.subject, *arrived.related), strict=True):
            if named is not None:
                self._called[named.identity] = str(identity(claim, event.authority.uscc))

    def _keep(self, changes: Changes) -> Changes:
        self._under.save(changes)
        self._changes.append(changes)
        self._outbox.take(changes)
        return changes

    def _entry(self, work: Work) -> Entry:
        number = len(self._changes) + 1
        return Entry(
            id=uuid5(IDS, f"entry {number}"),
            number=number,
            day=self._day,
            judged_at=noon(self._day),
            work=work,
        )

    def tick(self, on: date) -> None:
        """Walk day by day; on each judge everybody whose day has come (R16)."""
        while self._day < on:
            self._day += timedelta(days=1)
            self._clock = max(self._clock, self._day)
            late = self._under.store.parked(self._day - PARKED_TOO_LONG)
            snapshot = self._under.store.load(Need(records=late))
            self._keep(expire_parked(self._entry(Tick()), late, snapshot, self._book))
            self._judge_again(self._book)

    def _judge_again(self, was: object) -> None:
        while due := self._under.store.due_subjects(self._day, 1000):
            snapshot = self._under.store.load(Need(subjects=due))
            entry = self._entry(Again())
            self._keep(decide_again(entry, due, snapshot, self._book, was))  # type: ignore[arg-type]

    def clock(self, on: date) -> None:
        """Let the clock run on while the tick is late."""
        self._clock = on

    def load_catalogue(self, catalogue: Catalogue) -> None:
        """Load a catalogue by an officer's act (R17)."""
        act, was = LoadCatalogue(catalogue=catalogue), self._book
        changes = self._keep(acts.load_catalogue(self._act(act), act, was))
        assert changes.catalogue is not None
        self._take(changes.catalogue)
        self._judge_again(was)

    def _act(
        self, doing: Doing, *, by: str = "officer", because: str = "the case says so"
    ) -> Entry:
        return self._entry(
            Act(
                command=Command(
                    id=uuid5(IDS, f"command {len(self._changes)}"),
                    by=by,
                    because=because,
                    asked_at=noon(self._day),
                    doing=doing,
                )
            )
        )

    def lift_again(self, directive_id: UUID) -> None:
        """Write a new LIFT by an officer's act (R12)."""
        wanted = Need(directives=frozenset({directive_id}))
        state = self._under.store.load(wanted).directives[directive_id]
        subjects = frozenset({state.directive.key.subject})
        snapshot = self._under.store.load(
            Need(directives=frozenset({directive_id}), subjects=subjects)
        )
        act = LiftAgain(directive_id=directive_id)
        self._keep(acts.lift_again(self._act(act), directive_id, snapshot))

    def forget_schema(self, kind: str) -> None:
        """Read with a desk on which one kind's schema does not lie."""
        contract = published().latest(f"credit.events.{kind}")
        assert contract is not None
        desk = self._reader.desk
        layouts = {n: layout for n, layout in desk.layouts.items() if n != contract.id}
        self._reader = replace(self._reader, desk=replace(desk, layouts=layouts))

    def know_all_schemas(self) -> None:
        """Read with every schema again."""
        self._take(self._book.catalogue)

    def replay(self, origin: Origin, *, by: str, because: str) -> None:
        """Read a quarantined message once more, by an officer's act (R19)."""
        place = (origin.topic, origin.partition, origin.offset)
        arrival = self._reader.read(self._messages[place])
        assert isinstance(arrival, Arrived)
        self._remember(arrival)
        doing = ReplayQuarantined(topic=place[0], partition=place[1], offset=place[2])
        snapshot = self._under.store.load(need_of(Batch(arrivals=(arrival,))))
        entry = self._act(doing, by=by, because=because)
        self._keep(acts.replay_quarantined(entry, arrival, snapshot, self._book))

    def acts(self) -> Sequence[tuple[str, str]]:
        """Return who did what officers' acts, and why."""
        works = [changes.entry.work for changes in self._changes]
        return [(w.command.by, w.command.because) for w in works if isinstance(w, Act)]

    # --- state ---------------------------------------------------------------------------------

    def _snapshot(self) -> Snapshot:
        return self._look()[0]

    def _view(self) -> View:
        return self._look()[1]

    def _look(self) -> tuple[Snapshot, View]:
        """Ask the store for everything; once per state, however much is asked about it."""
        if self._looked is None or self._looked[0] != (len(self._changes), self._day):
            found = self._under.store.load(
                Need(
                    records=frozenset(v.record for c in self._changes for v in c.versions),
                    subjects=frozenset(n.subject for c in self._changes for n in c.new_subjects),
                )
            )
            records = {key: fold(tuple(versions)) for key, versions in found.versions.items()}
            view = View(records, self._book.catalogue, self._day, found.merged)
            self._looked = ((len(self._changes), self._day), found, view)
        return self._looked[1:]

    def fact(self, message: Message) -> FactSeen:
        """Return the fact the message's record belongs to."""
        view = self._view()
        fact = view.fact_of(view.records[record_key(*message.id)])
        assert fact is not None
        standing = view.standing_of(fact)
        told = standing.told_by
        return FactSeen(
            content=told.event,
            subject=self._subject(told),
            provenances=frozenset((r.source, r.event.record_no) for r in fact.records),
            revoked=told.revoked,
            ended_on=told.ended_on,
            repaired=standing.repaired,
            marked=standing.marked,
        )

    def facts(self) -> int:
        """Return how many facts the pool has."""
        view = self._view()
        return len({f.id for r in view.records.values() if (f := view.fact_of(r)) is not None})

    def _subject(self, record: Record) -> str | None:
        key = record.content.subject if record.content else None
        return None if key is None else self._call(key)

    def _call(self, subject: UUID) -> str:
        return next(
            self._called[new.identity]
            for changes in self._changes
            for new in changes.new_subjects
            if new.subject == subject
        )

    def _held(self, key: MeasureKey) -> Held:
        return Held(key.partner, self._call(key.subject), key.measure, key.instance)

    def in_force(self) -> Mapping[Held, Terms]:
        """Return the measures whose last directive holds them up."""
        return {
            self._held(key): decided.last.terms
            for measures in self._snapshot().decided.values()
            for key, decided in measures.items()
            if decided.in_force
        }

    def refusals(self) -> frozenset[Refusal]:
        """Return what judging everybody today says did not follow."""
        return frozenset(
            Refusal(self._call(subject), no.measure, no.record_no, no.code)
            for subject, judgement in self._judgements()
            for no in judgement.not_due
        )

    def released(self) -> frozenset[Held]:
        """Return the measures ended by orders that act."""
        return frozenset(
            self._held(key)
            for _, judgement in self._judgements()
            for key in judgement.lifted_by_order
        )

    def _judgements(self) -> list[tuple[UUID, Judgement]]:
        view, rows = self._view(), self._book.rows
        subjects = {n.subject for c in self._changes for n in c.new_subjects}
        return [(s, judge_subject(s, view, rows)) for s in sorted(subjects)]

    def waits(self, message: Message) -> bool:
        """Whether the message's record is parked."""
        return record_key(*message.id) in self._snapshot().waiting

    def without_effect(self, message: Message) -> str:
        """Return the code under which the record's highest content is stored without effect."""
        told = [m for m in self._where if m.id == message.id and self._says_something(m)]
        highest = max((int(m.record["version"]) for m in told), default=0)
        codes = {self.shown(m).code for m in told if m.record["version"] == highest}
        return max(codes & {"E1305", "D2005"}, default="")

    def _says_something(self, message: Message) -> bool:
        complete = message.record["action"] in {"ASSERT", "CORRECT"}
        return complete and self.shown(message).outcome not in {"REFUSED", "REPEAT"}

    def flagged(self, one: Message, other: Message) -> bool:
        """Whether the credit office was told of the pair."""
        numbers = {one.id[1], other.id[1]}
        tasks = self._under.seen().tasks.values()
        return any(kind == "DOUBLE" and number in numbers for kind, _, number, *_ in tasks)

    def late(self, message: Message) -> bool:
        """Whether any message of the record was told that it came late."""
        told = [m for m in self._where if m.id == message.id]
        return any(Shown("ACCEPTED", "E1204") in self.history(m) for m in told)

    # --- outcomes ------------------------------------------------------------------------------

    def shown(self, message: Message) -> Shown:
        """Return the current outcome of a message."""
        return self.history(message)[-1]

    def history(self, message: Message) -> Sequence[Shown]:
        """Return every outcome a message ever had."""
        return [outcome_of(r) for r in self._receipts() if r.origin == self._where[message]]

    def _receipts(self) -> list[Receipt]:
        return [receipt for changes in self._changes for receipt in changes.receipts]

    def tasks(self) -> Sequence[str]:
        """Return the kinds of what waits for a person."""
        return [str(kind) for kind, *_ in self._under.seen().tasks.values()]

    def publish_bytes(self, department: str, *payloads: bytes) -> Sequence[Origin]:
        """Take bytes as they are, in one entry; return where they stand."""
        topic = f"credit.events.{department}"
        read = [self._append(topic, payload, self._day) for payload in payloads]
        self._decide(read)
        return [message.origin for message in read]

    def shown_at(self, origin: Origin) -> Sequence[Shown]:
        """Return every outcome of one offset."""
        return [outcome_of(r) for r in self._receipts() if r.origin == origin]

    def quarantined(self) -> set[Origin]:
        """Return where quarantined messages stand."""
        return {bad.origin for changes in self._changes for bad in changes.quarantined}

    # --- sending -------------------------------------------------------------------------------

    def decided(self, partner: str) -> Sequence[Decision]:
        """Return every directive decided for a partner, by entry and measure."""
        directives = [d for changes in self._changes for d in changes.directives]
        return [self._decision(d) for d in directives if d.key.partner == partner]

    def _decision(self, directive: Directive) -> Decision:
        return Decision(
            directive_id=directive.directive_id,
            measure_id=directive.measure_id,
            action=directive.action.value,
            held=self._held(directive.key),
            n=directive.n,
            state=self._state(directive),
            terms=directive.terms,
        )

    def _state(self, directive: Directive) -> str:
        answer = self._answer(directive)
        return self._outbox.state(directive) if answer is None else answer.result.value

    def _answer(self, directive: Directive) -> Answer | None:
        wanted = Need(directives=frozenset({directive.directive_id}))
        state = self._under.store.load(wanted).directives.get(directive.directive_id)
        return None if state is None or state.answer is None else state.answer.answer

    def _fate(self, directive: Directive) -> Fate:
        answer = self._answer(directive)
        if answer is None:
            return Fate.AWAITED
        return fate(directive.action, answer.result, answer.reason_code)

    def claim(self, partner: str) -> Sequence[Sent]:
        """Claim what may go to a partner now (R12)."""
        return self._outbox.claim(partner, self._book.catalogue, self._clock)

    def mark_sent(self, sent: Sent) -> None:
        """Record that a transport took it."""
        self._outbox.mark_sent(sent)

    def answers_missed(self, partner: str) -> None:
        """Let `answer_by` of everything sent and not answered pass."""
        self._outbox.answers_missed(partner)

    def answer(
        self,
        partner: str,
        directive_id: UUID,
        result: str,
        *,
        reason_code: str = "",
        answer_no: int = 1,
    ) -> Shown:
        """Let a partner's answer arrive; return its outcome."""
        origin = self._append(f"feedback.{partner}", b"", self._day).origin
        answer = Answer(
            directive_id=directive_id,
            answer_no=answer_no,
            result=AnswerResult(result),
            reason_code=reason_code,
        )
        batch = Batch(arrivals=(AnswerArrived(origin=origin, partner=partner, answer=answer),))
        snapshot = self._under.store.load(need_of(batch))
        changes = self._keep(decide_batch(self._entry(batch), batch, snapshot, self._book))
        (receipt,) = [r for r in changes.receipts if r.origin == origin]
        return outcome_of(receipt)

    def believed_held(self, partner: str) -> set[Held]:
        """Return what the partner holds: per measure its highest sequence that was done (R14)."""
        known = {d.directive_id: d for changes in self._changes for d in changes.directives}
        highest: dict[UUID, Directive] = {}
        for directive_id, _ in sorted(self._outbox.claimed(partner).items(), key=itemgetter(1)):
            directive = known[directive_id]
            if self._fate(directive) is Fate.DONE:
                highest[directive.measure_id] = directive
        return {self._held(d.key) for d in highest.values() if d.action is not DirectiveAction.LIFT}


def outcome_of(receipt: Receipt) -> Shown:
    """Return an outcome as its department sees it."""
    return Shown(receipt.outcome.value, receipt.code)
