"""The line on any store of the port: messages in, decisions and the store's state out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from scenario.calendar import TODAY, noon
from scenario.message import Message

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from schemas.manifest import published
from streams.accept.decode import decode
from streams.accept.reference_data import reference_data_of
from streams.identify.identity import Unidentified, WeakIdentity, identity_of
from streams.identify.pseudonym import PseudonymKey, pseudonym
from streams.kinds.event import Authority, Event, Origin, Subject
from streams.line.brake import counted_since
from streams.line.changes import Changes
from streams.line.decide import (
    ToldUnder,
    decide_again,
    decide_batch,
    expire_parked,
    need_of,
    rulebook,
)
from streams.line.entry import Again, Arrival, Arrived, Batch, Entry, Named, Tick, Work
from streams.line.store import Need, Store

KEY = PseudonymKey(version=1, secret=bytes(32))
ENTRIES = UUID("00000000-0000-0000-0000-00000000e17a")

Save = Callable[[Changes], None]


class LineOnStore:
    """Decides as the hub does, with everything that could differ between two runs given."""

    def __init__(self, store: Store, save: Save, catalogue: Catalogue, *, on: date = TODAY) -> None:
        self.store = store
        self.day = on
        self.entries = 0
        self.decided: list[Changes] = []
        self._save = save
        self._offsets: dict[str, int] = defaultdict(int)
        self._take(next_catalogue(None, catalogue, on))

    def _take(self, catalogue: Catalogue) -> None:
        self.book = rulebook(catalogue)
        self._desk = reference_data_of(catalogue, published())

    def publish(self, *messages: Message) -> Changes:
        """Decide the messages in one entry."""
        return self.decide([self.arrival(message) for message in messages])

    def decide(self, arrivals: Iterable[Arrival]) -> Changes:
        """Decide what arrived in one entry."""
        batch = Batch(arrivals=tuple(arrivals))
        need = need_of(batch, counted_since(self.book.catalogue, self.day))
        snapshot = self.store.load(need)
        return self.keep(decide_batch(self.entry(batch), batch, snapshot, self.book))

    def tick(self) -> None:
        """The next day: tell of what waited too long, then judge whose day has come."""
        self.day += timedelta(days=1)
        self._expire(Tick(), self.store.due(self.day, 2).waiting)
        last = ToldUnder(book=self.book, day=self.day - timedelta(days=1))
        while due := self.store.due(self.day, 2):
            if due.waiting:
                self._expire(Again(), due.waiting)
                continue
            snapshot = self.store.load(Need(subjects=due.subjects, records=due.records))
            entry = self.entry(Again())
            self.keep(decide_again(entry, due, snapshot, self.book, last))

    def _expire(self, work: Tick | Again, late: frozenset[UUID]) -> None:
        snapshot = self.store.load(Need(records=late))
        self.keep(expire_parked(self.entry(work), late, snapshot, self.book))

    def keep(self, changes: Changes) -> Changes:
        """Save changes that were decided elsewhere."""
        self._save(changes)
        self.entries = changes.entry.number
        self.decided.append(changes)
        return changes

    def entry(self, work: Work) -> Entry:
        """The next entry."""
        number = self.entries + 1
        return Entry(
            id=uuid5(ENTRIES, str(number)),
            number=number,
            day=self.day,
            judged_at=noon(self.day),
            work=work,
        )

    def arrival(self, message: Message) -> Arrival:
        """A message as it comes out of the decoder."""
        topic = f"credit.events.{message.department}"
        origin = self.origin(topic, message.appended or self.day)
        payload = encode(f"credit.events.{message.kind}", message.record)
        found = decode(payload, origin, message.department, self._desk)
        return _named(found, payload) if isinstance(found, Event) else found

    def origin(self, topic: str, appended: date) -> Origin:
        """The next offset of a topic."""
        offset = self._offsets[topic]
        self._offsets[topic] += 1
        return Origin(topic=topic, partition=0, offset=offset, appended_at=noon(appended))


def everything(decided: Sequence[Changes]) -> Need:
    """A need for all that entries ever wrote."""
    return Need(
        identities=frozenset(n.identity for c in decided for n in c.received.new_subjects),
        records=frozenset(v.record for c in decided for v in c.received.versions),
        fact_keys=frozenset(v.fact_key for c in decided for v in c.received.versions if v.fact_key),
        subjects=frozenset(n.subject for c in decided for n in c.received.new_subjects),
        directives=frozenset(d.directive_id for c in decided for d in c.issued.directives),
    )


def _named(event: Event, payload: bytes) -> Arrived:
    def name(claim: Subject | None, authority: Authority = event.authority) -> Named | None:
        found = None if claim is None else identity_of(claim, authority, event.record_no)
        if found is None or isinstance(found, Unidentified):
            return None
        return Named(identity=pseudonym(found, KEY), weak=isinstance(found, WeakIdentity))

    return Arrived(
        event=event,
        payload=payload,
        subject=name(event.subject),
        related=tuple(name(person.subject) for person in event.related),
    )
