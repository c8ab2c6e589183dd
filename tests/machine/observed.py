"""What stands in the database, read by a store of its own, in the words of the oracle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from oracle import Held, ToldFact
from scenario.hub import FactSeen, Shown
from scenario.message import Message
from scenario.showing import without_effect
from scenario.standing import told_as

from streams.deciding.postgres_line_store import PostgresLineStore
from streams.identify.pseudonym import record_key
from streams.kinds.event import Disclosure
from streams.line.decide import Rulebook, rulebook
from streams.line.judgements import judge_subject
from streams.line.store import Need, Snapshot
from streams.merge.record import fold
from streams.pool.change import PoolChange
from streams.pool.standing import FactState
from streams.pool.view import View
from streams.rule.measure import MeasureKey, Terms
from streams.settle.record_outcome import RecordOutcome
from streams.store.connection import Connection
from streams.store.store import PostgresStore, StoreMeans
from streams.store.symbols import OUTCOMES

OUTCOMES_NOW = (
    'SELECT t.name, c.partition, c."offset", c.outcome, c.code, c.cause'
    " FROM outcome_current c JOIN topic t ON t.no = c.topic_no"
)
#: What the pool was told, in the order of the entries.
POOL = (
    "SELECT c.* FROM pool_page p, unnest(p.facts, p.subjects, p.kinds, p.states, p.sources,"
    " p.provenances, p.decided_on, p.effective_until, p.list_codes, p.colours,"
    " p.disclosures) AS c ORDER BY p.entry"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was published: where each message stands, and whom each identity is called."""

    places: dict[Message, tuple[str, int, int]] = field(default_factory=dict)
    names: dict[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One moment. `names`: the oracle's name of each subject; `pool`: what was told last."""

    snapshot: Snapshot
    view: View
    book: Rulebook
    names: Mapping[UUID, str]
    outcomes: Mapping[tuple[str, int, int], Shown]
    published: Told
    pool: Mapping[UUID, PoolChange]

    def shown(self, message: Message) -> Shown:
        """The current outcome of a message."""
        return self.outcomes[self.published.places[message]]

    def fact(self, message: Message) -> FactSeen:
        """The fact the message's record belongs to."""
        fact = self.view.fact_of(self.view.records[record_key(*message.id)])
        assert fact is not None
        standing = self.view.standing_of(fact)
        told = standing.told_by
        key = told.content.subject if told.content else None
        return FactSeen(
            content=told.event,
            subject=None if key is None else self.names[key],
            provenances=frozenset((r.source, r.event.record_no) for r in fact.records),
            revoked=told.revoked,
            ended_on=told.ended_on,
            repaired=standing.repaired,
            marked=standing.marked,
        )

    def facts(self) -> int:
        """How many facts the pool has."""
        found = (self.view.fact_of(record) for record in self.view.records.values())
        return len({fact.id for fact in found if fact is not None})

    def told(self, message: Message) -> ToldFact | None:
        """What the pool's readers heard last of the fact, None if nothing or GONE."""
        fact = self.view.fact_of(self.view.records[record_key(*message.id)])
        assert fact is not None
        return told_as(self.pool.get(fact.id))

    def told_of(self) -> int:
        """Of how many facts the pool's readers know."""
        return len([last for last in self.pool.values() if told_as(last) is not None])

    def in_force(self) -> Mapping[Held, Terms]:
        """The measures whose last directive holds them up."""
        return {
            self._held(key): decided.last.terms
            for measures in self.snapshot.decided.values()
            for key, decided in measures.items()
            if decided.in_force
        }

    def released(self) -> frozenset[Held]:
        """The measures ended by orders that act."""
        return frozenset(
            self._held(key)
            for subject in self.names
            for key in judge_subject(subject, self.view, self.book.rows).lifted_by_order
        )

    def waits(self, message: Message) -> bool:
        """Whether the message's record is parked."""
        return record_key(*message.id) in self.snapshot.waiting

    def without_effect(self, message: Message) -> str:
        """The code under which the record's highest content is stored without effect."""
        return without_effect(
            {m: self.shown(m) for m in self.published.places if m.id == message.id}
        )

    def _held(self, key: MeasureKey) -> Held:
        return Held(key.partner, self.names[key.subject], key.measure, key.instance)


def observe(connection: Connection, means: StoreMeans, told: Told) -> Observed:
    """Everything, as it stands now; nothing of what a worker remembers is used."""
    store = PostgresStore(connection, means)
    state = PostgresLineStore(store).state()
    assert state.catalogue is not None
    assert state.day is not None
    found = store.load(
        Need(
            records=frozenset(_column(connection, "SELECT DISTINCT record FROM version")),
            subjects=frozenset(_column(connection, "SELECT subject FROM subject")),
        )
    )
    records = {key: fold(tuple(versions)) for key, versions in found.versions.items()}
    known = connection.execute("SELECT identity, subject FROM identity").fetchall()
    return Observed(
        snapshot=found,
        view=View(records, state.catalogue, state.day, found.merged),
        book=rulebook(state.catalogue),
        names={subject: told.names[identity] for identity, subject in known},
        outcomes=outcomes(connection),
        published=told,
        pool=pool_told(connection),
    )


def outcomes(connection: Connection) -> Mapping[tuple[str, int, int], Shown]:
    """The current outcome of every message, by its place."""
    return {
        place: Shown(said.outcome.value, said.code) for place, said in heard(connection).items()
    }


def heard(connection: Connection) -> Mapping[tuple[str, int, int], RecordOutcome]:
    """What was said last of every message, by its place."""
    return {
        (topic, partition, offset): RecordOutcome(
            outcome=OUTCOMES[outcome], code=code, caused_by=_named(cause)
        )
        for topic, partition, offset, outcome, code, cause in connection.execute(OUTCOMES_NOW)
    }


def pool_told(connection: Connection) -> Mapping[UUID, PoolChange]:
    """What the pool was told last of every fact; its content hash is not kept."""
    return {
        fact: PoolChange(
            fact=fact,
            subject=subject,
            kind=kind,
            state=FactState(state),
            source=source,
            provenances=provenances,
            decided_on=decided_on,
            content_hash=b"",
            effective_until=until,
            list_code=list_code,
            colour=colour,
            disclosure=Disclosure(disclosure),
        )
        for (fact, subject, kind, state, source, provenances, decided_on, until,
             list_code, colour, disclosure) in connection.execute(POOL)
    }  # fmt: skip


def _named(cause: str) -> tuple[str, str] | None:
    department, _, number = cause.partition("/")
    return (department, number) if cause else None


def _column(connection: Connection, query: str) -> list[Any]:
    return [value for (value,) in connection.execute(query.encode())]
