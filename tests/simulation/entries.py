"""
What must hold of every entry as it is committed.

Kept in books of its own, so that the line's store is not asked to confirm itself.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from schemas.catalogue.model import Catalogue
from simulation.broken import hold
from streams.accept.outcome import Outcome, Quarantined, Refused
from streams.deciding.line_store import Ranges
from streams.line.changes import Changes
from streams.line.command import ReplayQuarantined
from streams.line.entry import Act, Arrival, Batch
from streams.pool.change import PoolChange
from streams.rule.measure import Terms
from streams.send.claim import AMEND, IMPOSE, LIFT
from streams.send.directive import DirectiveAction
from streams.settle.receipt import Receipt
from streams.settle.record_outcome import RecordOutcome

Place = tuple[str, int, int]
#: What an honest department's word may be refused for: it names what the catalogue has not, or not
#: any more, or its topic may not carry it.
TIMELY = frozenset({"E1301", "E1303", "E1505"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a message that was meant to be wrong must come to; "" = it is not meant to be wrong."""

    code: str = ""


@dataclass(slots=True)
class Books:
    """Every message's outcome, every directive's number, as entries told of them."""

    expected: dict[Place, Expected] = field(default_factory=dict)
    told: dict[Place, Outcome] = field(default_factory=dict)
    numbers: dict[UUID, int] = field(default_factory=lambda: defaultdict(int))
    last: dict[UUID, DirectiveAction] = field(default_factory=dict)
    terms: dict[UUID, Terms] = field(default_factory=dict)
    partners: dict[UUID, str] = field(default_factory=dict)
    versions: set[tuple[str, str, int]] = field(default_factory=set)
    heard: dict[Place, RecordOutcome] = field(default_factory=dict)
    pool: dict[UUID, PoolChange] = field(default_factory=dict)
    reached: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def take(self, changes: Changes, ranges: Ranges, law: Catalogue | None) -> None:
        """Check an entry against all before it."""
        arrivals = self._arrivals(changes)
        self._nothing_lost(changes, ranges)
        self._wrong_stays_out(arrivals)
        self._stored_once(changes, arrivals)
        if law is not None:
            self._said_by_whom_it_may(changes, law)
        self._numbered(changes)
        self._answers(changes)

    def _arrivals(self, changes: Changes) -> Mapping[Place, Arrival]:
        work = changes.entry.work
        if isinstance(work, Batch):
            return {_place(arrival): arrival for arrival in work.arrivals}
        return {}

    def _nothing_lost(self, changes: Changes, ranges: Ranges) -> None:
        """Each offset of a range has one first outcome; one told anew was told before."""
        first = [_place(r) for r in changes.issued.receipts if not r.changed]
        hold("one outcome", len(first) == len(set(first)), first)
        due: set[Place] = set()
        for (topic, partition), (start, end) in ranges.items():
            hold("nothing lost", start == self.reached[(topic, partition)], (topic, start))
            self.reached[(topic, partition)] = end
            due |= {(topic, partition, offset) for offset in range(start, end)}
        hold("nothing lost", due == set(first), sorted(due ^ set(first))[:3])
        again = [_place(r) for r in changes.issued.receipts if r.changed]
        hold("told anew", all(place in self.told for place in again), again[:3])
        for receipt in changes.issued.receipts:
            own = receipt.origin.topic.endswith(f".{receipt.source}")
            hold("own rows only", own, (receipt.origin.topic, receipt.source))
            was = self.told.get(_place(receipt))
            settled = was is Outcome.REFUSED and receipt.changed
            hold("refused is final", not settled, _place(receipt))
            self.told[_place(receipt)] = receipt.outcome
            self.heard[_place(receipt)] = RecordOutcome(
                outcome=receipt.outcome, code=receipt.code, caused_by=receipt.caused_by
            )
        self.pool |= {change.fact: change for change in changes.issued.pool}

    def _wrong_stays_out(self, arrivals: Mapping[Place, Arrival]) -> None:
        """What was sent wrong is refused as it should be, and what is right is not."""
        for place, arrival in arrivals.items():
            wanted = self.expected.get(place)
            if wanted is None:
                continue
            code = arrival.code if isinstance(arrival, Refused | Quarantined) else ""
            stored_badly = isinstance(arrival, Quarantined) and code == "E1508"
            right = code == wanted.code if wanted.code else not code or code in TIMELY
            hold("wrong stays out", right or stored_badly, (place, code, wanted.code))

    def _stored_once(self, changes: Changes, arrivals: Mapping[Place, Arrival]) -> None:
        for version in changes.received.versions:
            event = version.event
            key = (event.source, event.record_no, event.version)
            hold("stored once", key not in self.versions, key)
            self.versions.add(key)
            origin = event.origin
            from_topic = origin.topic == f"credit.events.{event.source}"
            hold("source is the topic", from_topic, (origin.topic, event.source))
            work = changes.entry.work
            known = (origin.topic, origin.partition, origin.offset) in arrivals
            replayed = isinstance(work, Act) and isinstance(work.command.doing, ReplayQuarantined)
            hold("stored from a message", known or replayed, key)

    def _said_by_whom_it_may(self, changes: Changes, law: Catalogue) -> None:
        """Its department decides or relays for the authority, under the catalogue of the entry."""
        for version in changes.received.versions:
            event = version.event
            department = law.departments[event.source]
            may = department.decides_for | department.relays_for
            entitled = event.authority.uscc in may or "*" in may
            hold("entitled to say it", entitled, (event.source, event.record_no))

    def _numbered(self, changes: Changes) -> None:
        """Directives of a measure are counted without gap; one that lifts nothing is by order."""
        for directive in changes.issued.directives:
            measure = directive.measure_id
            hold("counted", directive.n == self.numbers[measure], (measure, directive.n))
            self.numbers[measure] += 1
            new = directive.directive_id not in self.partners
            hold("an id is given once", new, directive.directive_id)
            self.partners[directive.directive_id] = directive.key.partner
            last = self.last.get(measure)
            lifted = last in (None, LIFT)
            fits = directive.action is (IMPOSE if lifted else AMEND)
            if directive.action is LIFT:
                fits = not lifted or directive.unconditional
            hold("actions follow", fits, (measure, last, directive.action))
            if directive.action is not LIFT:
                hold("explains itself", directive.terms.grounds, measure)
            if directive.action is AMEND:
                hold("amends something", directive.terms != self.terms[measure], measure)
            self.last[measure], self.terms[measure] = directive.action, directive.terms

    def _answers(self, changes: Changes) -> None:
        for arrived in changes.received.answers:
            owner = self.partners.get(arrived.answer.directive_id)
            hold("answers for itself", owner == arrived.partner, (owner, arrived.partner))


def _place(told: Arrival | Receipt) -> Place:
    origin = told.origin
    return (origin.topic, origin.partition, origin.offset)
