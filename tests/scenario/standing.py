"""What stands in the store of a line in one process: facts, and the measures in force."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from oracle import Held, Refusal, ToldFact

from scenario.hub import FactSeen
from scenario.message import Message
from scenario.showing import Showing, without_effect
from streams.identify.pseudonym import record_key
from streams.line.judgements import judge_subject
from streams.line.store import Need, Snapshot
from streams.merge.facts import Fact
from streams.merge.record import Record, fold
from streams.pool.change import PoolChange
from streams.pool.standing import FactState
from streams.pool.view import View
from streams.rule.measure import Ground, Judgement, Terms


class Standing(Showing):
    """Asks the store for everything it is asked."""

    def _snapshot(self) -> Snapshot:
        return self._look()[0]

    def _view(self) -> View:
        return self._look()[1]

    def _look(self) -> tuple[Snapshot, View]:
        """Ask the store for everything; once per state, however much is asked about it."""
        if self._looked is None or self._looked[0] != (len(self._changes), self._day):
            found = self._under.store.load(
                Need(
                    records=frozenset(v.record for c in self._changes for v in c.received.versions),
                    subjects=frozenset(
                        n.subject for c in self._changes for n in c.received.new_subjects
                    ),
                )
            )
            records = {key: fold(tuple(versions)) for key, versions in found.versions.items()}
            view = View(records, self._book.catalogue, self._day, found.merged)
            self._looked = ((len(self._changes), self._day), found, view)
        return self._looked[1:]

    def fact(self, message: Message) -> FactSeen:
        """Return the fact the message's record belongs to."""
        fact = self._fact(message)
        standing = self._view().standing_of(fact)
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

    def _fact(self, message: Message) -> Fact:
        view = self._view()
        fact = view.fact_of(view.records[record_key(*message.id)])
        assert fact is not None
        return fact

    def facts(self) -> int:
        """Return how many facts the pool has."""
        view = self._view()
        return len({f.id for r in view.records.values() if (f := view.fact_of(r)) is not None})

    def told(self, message: Message) -> ToldFact | None:
        """Return what the pool's readers heard last of the fact, None if nothing or GONE."""
        return told_as(self._told_last().get(self._fact(message).id))

    def told_words(self, message: Message) -> Sequence[str]:
        """Return how readers were told the fact stands, every time."""
        fact = self._fact(message).id
        told = [change for changes in self._changes for change in changes.issued.pool]
        return tuple(change.state.value for change in told if change.fact == fact)

    def told_of(self) -> int:
        """Return of how many facts the pool's readers know."""
        return len([last for last in self._told_last().values() if told_as(last) is not None])

    def _told_last(self) -> Mapping[UUID, PoolChange]:
        return {told.fact: told for changes in self._changes for told in changes.issued.pool}

    def _subject(self, record: Record) -> str | None:
        key = record.content.subject if record.content else None
        return None if key is None else self._call(key)

    def in_force(self) -> Mapping[Held, Terms]:
        """Return the measures whose last directive holds them up."""
        return {
            self._held(key): decided.last.terms
            for measures in self._snapshot().decided.values()
            for key, decided in measures.items()
            if decided.in_force
        }

    def grounds(self, held: Held) -> Sequence[Ground]:
        """Return what judging everybody today says holds a measure up."""
        return next(
            (
                terms.grounds
                for _, judgement in self._judgements()
                for key, terms in judgement.due.items()
                if self._held(key) == held
            ),
            (),
        )

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

    def held_up_by(self, held: Held) -> tuple[str, ...]:
        """Return the numbers of what holds a measure up, as judging everybody today says."""
        found = [
            judgement.held_up_by(key)
            for _, judgement in self._judgements()
            for key in judgement.due
            if self._held(key) == held
        ]
        return tuple(ground.record_no for grounds in found for ground in grounds)

    def _judgements(self) -> list[tuple[UUID, Judgement]]:
        view, rows = self._view(), self._book.rows
        subjects = {n.subject for c in self._changes for n in c.received.new_subjects}
        return [(s, judge_subject(s, view, rows)) for s in sorted(subjects)]

    def waits(self, message: Message) -> bool:
        """Whether the message's record is parked."""
        return record_key(*message.id) in self._snapshot().waiting

    def without_effect(self, message: Message) -> str:
        """Return the code under which the record's highest content is stored without effect."""
        return without_effect({m: self.shown(m) for m in self._where if m.id == message.id})


def told_as(change: PoolChange | None) -> ToldFact | None:
    """Return what a message of the pool tells its readers, None if it takes a fact back."""
    if change is None or change.state is FactState.GONE:
        return None
    return ToldFact(
        kind=change.kind,
        state=change.state.value,
        source=change.source,
        provenances=change.provenances,
        list_code=change.list_code,
        colour=change.colour,
        disclosure=change.disclosure.value,
        until=change.effective_until,
    )
