"""
The store in memory: the reference of the port, obvious and slow, for tests of the line.

It keeps one contract suite with PostgreSQL's store.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from uuid import UUID

from streams.accept.outcome import Outcome, Quarantined
from streams.line.agenda import AgendaKind, agenda_of
from streams.line.brake import Counts
from streams.line.changes import Changes, NewSubject
from streams.line.entry import Batch, Entry
from streams.line.store import Due, Need, Snapshot
from streams.merge.record import Version
from streams.rule.measure import MeasureKey
from streams.rule.triggers import grounding
from streams.send.difference import Decided
from streams.send.directive import Directive, DirectiveAction
from streams.settle.receipt import Receipt
from streams.settle.task import Task
from streams.track.answer import AnswerArrived, DirectiveState
from streams.track.order_result import OrderResult
from streams.track.order_results import order_behind

Offset = tuple[str, int, int]

#: A fact, an order's number, or a record that is itself meant or is another one's target.
Link = tuple[str, UUID]


class MemoryStore:
    """Everything the line decided, in plain dictionaries."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.subjects: dict[UUID, NewSubject] = {}
        self.versions: dict[UUID, list[Version]] = defaultdict(list)
        self.directives: dict[MeasureKey, list[Directive]] = defaultdict(list)
        self.ordinary: set[UUID] = set()
        self.approved: set[UUID] = set()
        self.imposed: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        self.burdens: dict[str, dict[date, int]] = defaultdict(dict)
        self.agenda: dict[AgendaKind, dict[UUID, date]] = {what: {} for what in AgendaKind}
        self.waiting: dict[UUID, date] = {}
        self.receipts: dict[Offset, list[Receipt]] = defaultdict(list)
        self.tasks: dict[UUID, Task] = {}
        self.closed_tasks: set[UUID] = set()
        self.quarantine: dict[Offset, Quarantined] = {}
        self.answers: dict[UUID, list[AnswerArrived]] = defaultdict(list)
        self.refused_answers: list[tuple[AnswerArrived, str]] = []
        self.order_results: dict[UUID, OrderResult] = {}
        self.merged: dict[UUID, UUID] = {}

    def load(self, need: Need) -> Snapshot:
        """Everything the need touches, closed as `Snapshot` says."""
        known = {i: self.subjects[i].subject for i in need.identities if i in self.subjects}
        seeds = set(need.records) | {
            key
            for key, versions in self.versions.items()
            if any(v.fact_key in need.fact_keys or numbers(v) & need.numbers for v in versions)
        }
        records = self._closure(seeds)
        subjects = {*known.values(), *need.subjects}
        subjects |= {s for key in records for v in self.versions[key] for s in v.named}
        records = self._closure(
            records
            | {key for key in self.versions if self._grounds(key, subjects)}
            | {key for key in self.versions if need.whole and self._names(key, need.subjects)}
        )
        states = self._states(need.directives)
        ordered = {order_behind(state.directive) for state in states.values()}
        records |= self._closure([key for key in ordered if key is not None])
        return Snapshot(
            subjects=known,
            versions={key: tuple(self.versions[key]) for key in sorted(records)},
            decided=self._decided(subjects),
            waiting={key: day for key, day in self.waiting.items() if key in records},
            next_changes={
                k: day for k, day in self.agenda[AgendaKind.RECORD].items() if k in records
            },
            directives=states,
            merged=dict(self.merged),
            burdens=self._burdens(need.burdens_since),
            braked=self._braked(need.braked),
        )

    def save(self, changes: Changes) -> None:
        """Write all of it."""
        received, issued, days, done = changes.received, changes.issued, changes.days, changes.done
        self.entries.append(changes.entry)
        self.subjects |= {new.identity: new for new in received.new_subjects}
        for version in received.versions:
            self.versions[version.record].append(version)
        for directive in issued.directives:
            self.directives[directive.key].append(directive)
        self.ordinary |= set(issued.no_longer_ordered)
        self.approved |= set(done.approved)
        self._keep_agenda(changes)
        self._keep_burdens(changes)
        self.waiting |= days.waiting
        for record in days.no_longer_waiting:
            self.waiting.pop(record, None)
        for receipt in issued.receipts:
            origin = receipt.origin
            self.receipts[(origin.topic, origin.partition, origin.offset)].append(receipt)
        for task in issued.tasks:
            if task.id not in self.closed_tasks:
                self.tasks.setdefault(task.id, task)
        for closed in done.closed_tasks:
            if self.tasks.pop(closed, None) is not None:
                self.closed_tasks.add(closed)
        for bad in received.quarantined:
            self.quarantine[(bad.origin.topic, bad.origin.partition, bad.origin.offset)] = bad
        for arrived in received.answers:
            self.answers[arrived.answer.directive_id].append(arrived)
        self.refused_answers += received.refused_answers
        self.order_results |= {result.result_id: result for result in issued.order_results}
        self.merged |= {merged: kept for kept, merged in done.merged}

    def due(self, day: date, limit: int) -> Due:
        """Whose day has come, up to `limit` of each kind: earliest days first, then lowest keys."""
        return Due(
            subjects=_earliest(self.agenda[AgendaKind.SUBJECT], day, limit),
            records=_earliest(self.agenda[AgendaKind.RECORD], day, limit),
            waiting=_earliest(self.agenda[AgendaKind.WAITING], day, limit),
        )

    def _keep_agenda(self, changes: Changes) -> None:
        for what, days in agenda_of(changes).items():
            self.agenda[what] |= {key: day for key, day in days.items() if day is not None}
            for key in [key for key, day in days.items() if day is None]:
                self.agenda[what].pop(key, None)
        if changes.days.judge_everyone:
            everyone = {new.subject for new in self.subjects.values()}
            self.agenda[AgendaKind.SUBJECT] |= dict.fromkeys(everyone, changes.entry.day)

    def _keep_burdens(self, changes: Changes) -> None:
        day, work, counted = changes.entry.day, changes.entry.work, changes.brake
        for directive in changes.issued.directives if isinstance(work, Batch) else ():
            if directive.action is DirectiveAction.IMPOSE:
                self.imposed[directive.terms.source][day] += 1
        for source, number in counted.burdens.items():
            self.burdens[source][day] = self.burdens[source].get(day, 0) + number
        if counted.count_since is not None:
            for source, days in self.imposed.items():
                self.burdens[source] |= {d: n for d, n in days.items() if d >= counted.count_since}

    def _burdens(self, since: date | None) -> Counts:
        if since is None:
            return {}
        return {
            source: {day: number for day, number in days.items() if day >= since}
            for source, days in self.burdens.items()
        }

    def _braked(self, wanted: tuple[str, date] | None) -> tuple[UUID, ...]:
        found = []
        for directives in self.directives.values():
            last = self._now(directives[-1])
            imposed = [self._now(d) for d in directives if d.action is DirectiveAction.IMPOSE]
            because = [(d.terms.source, d.decided_on) for d in imposed[-1:] if d.braked]
            if last.braked and because == [wanted]:
                found.append(last.directive_id)
        return tuple(sorted(found))

    def outcome(self, offset: Offset) -> Outcome:
        """The current outcome of one input offset."""
        return self.receipts[offset][-1].outcome

    def _closure(self, seeds: Iterable[UUID]) -> set[UUID]:
        """All records reached by fact keys, targets and orders' numbers, ever and either way."""
        having: dict[Link, list[UUID]] = defaultdict(list)
        for key, versions in self.versions.items():
            for link in _links(key, versions):
                having[link].append(key)
        found: set[UUID] = set()
        todo = {("record", seed) for seed in seeds}
        while todo:
            for key in having.pop(todo.pop(), ()):
                if key not in found:
                    found.add(key)
                    todo |= _links(key, self.versions[key])
        return found

    def _grounds(self, record: UUID, subjects: set[UUID]) -> bool:
        return any(v.named & subjects and grounding(v.event) for v in self.versions[record])

    def _names(self, record: UUID, subjects: AbstractSet[UUID]) -> bool:
        return any(v.named & subjects for v in self.versions[record])

    def _decided(self, subjects: Iterable[UUID]) -> dict[UUID, dict[MeasureKey, Decided]]:
        wanted = set(subjects)
        decided: dict[UUID, dict[MeasureKey, Decided]] = defaultdict(dict)
        for key, directives in self.directives.items():
            if key.subject in wanted:
                decided[key.subject][key] = self._last(directives)
        return decided

    def _last(self, directives: list[Directive]) -> Decided:
        ordered: dict[UUID, UUID] = {}
        for directive in directives:
            if directive.action is not DirectiveAction.LIFT:
                ordered.clear()
            elif directive.ordered_by and directive.directive_id not in self.ordinary:
                ordered[directive.ordered_by] = directive.directive_id
        return Decided(count=len(directives), last=self._now(directives[-1]), ordered=ordered)

    def _now(self, directive: Directive) -> Directive:
        """The directive with what was decided about it since."""
        given = directive.directive_id
        return replace(
            directive,
            unconditional=directive.unconditional and given not in self.ordinary,
            held=directive.held and given not in self.approved,
        )

    def _states(self, wanted: frozenset[UUID]) -> dict[UUID, DirectiveState]:
        states = {}
        for key, directives in self.directives.items():
            of_an_order = order_behind(directives[0]) is not None
            asked = [d.directive_id for d in directives if d.directive_id in wanted]
            for directive in directives:
                if directive.directive_id in wanted or (asked and of_an_order):
                    given = self.answers.get(directive.directive_id, [])
                    best = max(given, key=lambda a: a.answer.answer_no, default=None)
                    states[directive.directive_id] = DirectiveState(
                        directive=self._now(directive),
                        partner=key.partner,
                        answer_no=None if best is None else best.answer.answer_no,
                        answer=best,
                    )
        return states


def _links(record: UUID, versions: Iterable[Version]) -> set[Link]:
    """What joins a record with each other that has one of the same."""
    links: set[Link] = {("record", record)}
    for version in versions:
        links |= {("number", number) for number in numbers(version)}
        if version.fact_key is not None:
            links.add(("fact", version.fact_key))
        if version.target is not None:
            links.add(("record", version.target))
    return links


def numbers(version: Version) -> set[UUID]:
    """The numbers of orders that a version has or is about (R6)."""
    return {n for n in (version.own_number, version.about_number) if n is not None}


def _earliest(days: Mapping[UUID, date], day: date, limit: int) -> frozenset[UUID]:
    due = sorted((on, key) for key, on in days.items() if on <= day)
    return frozenset(key for _, key in due[:limit])
