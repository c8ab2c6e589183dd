"""Both stores of the port, and all that can be seen of them, in the same words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from scenario.cast import DEPARTMENTS, PARTNERS

from schemas.manifest import published
from streams.accept.layout import layouts_of
from streams.line.changes import Changes
from streams.line.memory import MemoryStore
from streams.line.store import Need, Snapshot, Store
from streams.store.connection import connect_to_decide
from streams.store.forms import order_result_of
from streams.store.seal import Seal
from streams.store.store import PostgresStore, StoreMeans
from streams.store.symbols import OUTCOMES
from streams.store.topics import open_partitions, register_topic
from streams.store.transaction import commit_entry
from streams.track.order_result import OrderResult
from streams.wiring.keys import KeyRing

RING = KeyRing(versions={1: bytes(range(32))})

TOPICS = {
    **{f"credit.events.{department.id}": department.id for department in DEPARTMENTS},
    "credit.events.fiscal": "fiscal",  # of cases that have a department more than the cast
    **{f"feedback.{partner.id}": partner.id for partner in PARTNERS},
}
TABLES = (
    "version", "related", "identity", "subject", "directive", "page", "outcome_change",
    "pool_page", "task", "waiting", "agenda", "quarantine", "answer", "order_result", "merged",
    "burden_day", "journal", "command", "position", "stream", "catalogue", "hold",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of a store, apart from `load`."""

    outcomes: Mapping[tuple[str, int, int], Sequence[tuple[object, ...]]]
    tasks: Mapping[UUID, tuple[object, ...]]
    agenda: Mapping[tuple[str, UUID], date]
    waiting: Mapping[UUID, date]
    quarantine: Mapping[tuple[str, int, int], tuple[str, str]]
    answers: frozenset[tuple[object, ...]]
    order_results: Mapping[UUID, OrderResult]
    merged: Mapping[UUID, UUID]


class StoreUnderTest(Protocol):
    """One of the stores, and a look into it."""

    @property
    def store(self) -> Store:
        """Return the store itself."""

    def save(self, changes: Changes) -> None:
        """Save changes, in a transaction where there is one."""

    def seen(self) -> Seen:
        """Return what can be seen."""


class InMemory:
    """The reference."""

    def __init__(self) -> None:
        self.store = MemoryStore()

    def save(self, changes: Changes) -> None:
        self.store.save(changes)

    def seen(self) -> Seen:
        store = self.store
        receipts = {
            place: [
                (r.outcome, r.code, r.field, r.hint, r.record_no, r.version or 0, r.event_id,
                 "/".join(r.caused_by or ()))
                for r in given
            ]
            for place, given in store.receipts.items()
        }  # fmt: skip
        return Seen(
            outcomes=receipts,
            tasks={
                key: (t.kind, t.source, t.record_no, t.detail, t.subject, t.directive)
                for key, t in store.tasks.items()
            },
            agenda={
                (what, key): day for what, days in store.agenda.items() for key, day in days.items()
            },
            waiting=dict(store.waiting),
            quarantine={place: (bad.code, bad.hint) for place, bad in store.quarantine.items()},
            answers=frozenset(
                (a.answer.directive_id, a.answer.answer_no, a.answer.result.value, code)
                for a, code in (
                    *((a, "") for given in store.answers.values() for a in given),
                    *store.refused_answers,
                )
            ),
            order_results=dict(store.order_results),
            merged=dict(store.merged),
        )


class OnPostgres:
    """PostgreSQL's store on a session of its own."""

    def __init__(self, url: str, *, ring: KeyRing = RING, backwards: bool = False) -> None:
        self.connection = connect_to_decide(url, "contract suite")
        for name, source in sorted(TOPICS.items(), reverse=backwards):
            register_topic(self.connection, name, source, f"id of {name}")
        self.store = PostgresStore(
            self.connection,
            StoreMeans(
                seal=Seal.of(ring),
                hmac_version=1,
                layouts=layouts_of(published()),
                code_version="test",
            ),
        )
        open_partitions(self.connection, [(name, 0) for name in TOPICS])

    def save(self, changes: Changes) -> None:
        commit_entry(self.store, changes)

    def forget(self) -> None:
        """
        Empty every table but the topics', so that a test can begin again.

        Rows are deleted: there are few, and TRUNCATE makes each table and index anew, which takes
        twenty times as long and lets go of what every session has prepared.
        """
        begun = "UPDATE line SET entry = 0, day = NULL, catalogue = NULL"
        deletions = [f"DELETE FROM {table}" for table in TABLES]
        self.connection.execute(";".join([begun, *deletions]), prepare=False)

    def seen(self) -> Seen:
        history: dict[tuple[str, int, int], list[tuple[object, ...]]] = {}
        for topic, partition, offset, outcome, *rest in self._rows(
            'SELECT t.name, h.partition, h."offset", outcome, code, field, hint, record_no,'
            " version, event_id, cause"
            " FROM outcome_history h JOIN topic t ON t.no = h.topic_no ORDER BY entry, ordinal"
        ):
            said = (OUTCOMES[outcome], *rest)
            history.setdefault((topic, partition, offset), []).append(said)
        return Seen(
            outcomes=history,
            tasks={
                key: tuple(rest)
                for key, *rest in self._rows(
                    "SELECT id, kind, source, record_no, detail, subject, directive"
                    " FROM task WHERE closed_entry IS NULL"
                )
            },
            agenda={
                (what, key): day
                for what, key, day in self._rows(
                    "SELECT what, key, due_on FROM agenda WHERE due_on IS NOT NULL"
                )
            },
            waiting=dict(
                self._rows("SELECT record, since FROM waiting WHERE settled_entry IS NULL")
            ),
            quarantine={
                (topic, partition, offset): (code, hint)
                for topic, partition, offset, code, hint in self._rows(
                    'SELECT t.name, q.partition, q."offset", q.code, q.hint'
                    " FROM quarantine q JOIN topic t ON t.no = q.topic_no"
                )
            },
            answers=frozenset(
                self._rows("SELECT directive_id, answer_no, result, refused FROM answer")
            ),
            order_results={
                key: order_result_of(fields)
                for key, fields in self._rows("SELECT result_id, fields::text FROM order_result")
            },
            merged=dict(self._rows("SELECT merged, kept FROM merged")),
        )

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


def loaded(store: Store, need: Need) -> Snapshot:
    """What a store loads, in an order of its own taken out."""
    found = store.load(need)
    return replace(
        found,
        versions={
            key: tuple(sorted(versions, key=lambda v: v.number))
            for key, versions in found.versions.items()
        },
        merged={key: kept for key, kept in found.merged.items() if key in found.versions},
    )
