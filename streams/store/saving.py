"""One entry's changes, written: new rows by `COPY` straight into the tables, the rest in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final
from uuid import UUID

from schemas.catalogue.serialise import to_json
from streams.line.agenda import agenda_of
from streams.line.changes import Changes
from streams.line.entry import Act
from streams.rule.triggers import grounding
from streams.statements import store_statement
from streams.store import decided_rows as decided
from streams.store import pages
from streams.store.announcement import Announcement
from streams.store.binary import END, OPENING
from streams.store.connection import Connection
from streams.store.journal import detail, kind_of
from streams.store.seal import Seal
from streams.store.topics import Place, move_positions
from streams.track.answer import AnswerArrived

#: Rows that are made before the server is given them.
ROWS_AT_A_TIME: Final = 128


class EntryMoved(Exception):
    """The line is not where this process left it: it is no longer the decider."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where the line stands: its last entry, the last tick's day, the catalogue's number."""

    entry: int
    day: date | None
    catalogue: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Writes entries in the caller's transaction."""

    connection: Connection
    seal: Seal
    hmac_version: int
    code_version: str

    def write(
        self,
        changes: Changes,
        moves: Mapping[Place, tuple[int, int]],
        numbers: Mapping[str, int],
    ) -> None:
        """
        Write all of it; the line's row stays locked until the transaction ends.

        Raises `EntryMoved` and `PositionsMoved` before anything is written.
        """
        where = lock_line(self.connection)
        if where.entry + 1 != changes.entry.number:
            raise EntryMoved(
                f"entry {changes.entry.number} cannot follow the line's entry {where.entry}"
            )
        move_positions(self.connection, numbers, moves)
        self._copy_rows(changes, numbers)
        self._update_subjects(changes)
        self._update_directives(changes)
        self._update_waiting(changes)
        self._update_agenda(changes)
        self._update_burdens(changes)
        self._update_acts(changes, numbers)
        self._go_on(changes, moves, where)

    def _copy_rows(self, changes: Changes, numbers: Mapping[str, int]) -> None:
        seal = self.seal
        versions = decided.version_rows(changes, seal, numbers)
        self._copy("version", versions, changes.received.versions)
        new = changes.received.new_subjects
        self._copy("subject", decided.subject_rows(changes, seal), new)
        identities = decided.identity_rows(changes, self.hmac_version)
        self._copy("identity", identities, new)
        directives = decided.directive_rows(changes, seal)
        self._copy("directive", directives, changes.issued.directives)
        bad = decided.quarantine_rows(changes, seal, numbers)
        self._copy("quarantine", bad, changes.received.quarantined)
        answers = decided.answer_rows(changes, numbers)
        given = (*changes.received.answers, *changes.received.refused_answers)
        self._copy("answer", answers, given)
        results = decided.order_result_rows(changes)
        self._copy("order_result", results, changes.issued.order_results)
        receipts = changes.issued.receipts
        self._copy("page", pages.page_rows(changes, numbers), receipts)
        if any(receipt.changed for receipt in receipts):
            changed = pages.change_rows(changes, numbers)
            self._copy("outcome_change", changed, receipts)
        self._copy("pool_page", pages.pool_rows(changes), changes.issued.pool)

    def _copy(self, table: str, rows: Iterable[bytes], given: Sequence[object]) -> None:
        if given:
            with self.connection.cursor().copy(store_statement(f"copy_{table}")) as copy:
                copy.write(OPENING)
                coming = iter(rows)
                # The server takes in one slice while the next is made.
                while some := b"".join(islice(coming, ROWS_AT_A_TIME)):
                    copy.write(some)
                copy.write(END)

    def _update_subjects(self, changes: Changes) -> None:
        related = {
            (key, version.record, grounding(version.event))
            for version in changes.received.versions
            for key in version.related
            if key is not None
        }
        self._run(
            "add_related",
            bool(related),
            subjects=[subject for subject, _, _ in related],
            records=[record for _, record, _ in related],
            grounding=[counts for _, _, counts in related],
        )

    def _update_directives(self, changes: Changes) -> None:
        ordinary, approved = changes.issued.no_longer_ordered, changes.done.approved
        self._run("no_longer_ordered", bool(ordinary), directives=list(ordinary))
        self._run("approved", bool(approved), directives=list(approved))
        # That it was never sent is no answer of its partner's, should it be sent after all.
        answers = changes.received.answers
        partners = [arrived for arrived in answers if not arrived.answer.never_sent]
        best = list(_highest(partners).values())
        self._run(
            "answered",
            bool(best),
            directives=[arrived.answer.directive_id for arrived in best],
            numbers=[arrived.answer.answer_no for arrived in best],
            results=[arrived.answer.result.value for arrived in best],
            codes=[arrived.answer.reason_code for arrived in best],
            at=[arrived.origin.appended_at for arrived in best],
            entry=changes.entry.number,
        )

    def _update_waiting(self, changes: Changes) -> None:
        entry, waiting = changes.entry.number, changes.days.waiting
        settled = sorted(changes.days.no_longer_waiting)
        self._run("waiting", bool(waiting), records=list(waiting), since=list(waiting.values()))
        self._run("no_longer_waiting", bool(settled), records=settled, entry=entry)

    def _update_agenda(self, changes: Changes) -> None:
        # Who is new has no row yet that could be over.
        new = {fresh.subject for fresh in changes.received.new_subjects}
        said = [
            (w, key, day) for w, days in agenda_of(changes).items() for key, day in days.items()
        ]
        due = [(what, key, day) for what, key, day in said if day is not None]
        over = [(what, key) for what, key, day in said if day is None and key not in new]
        self._run(
            "agenda",
            bool(due),
            what=[what for what, _, _ in due],
            keys=[key for _, key, _ in due],
            days=[day for _, _, day in due],
        )
        self._run(
            "agenda_over",
            bool(over),
            what=[what for what, _ in over],
            keys=[key for _, key in over],
        )
        self._run("judge_everyone", changes.days.judge_everyone, day=changes.entry.day)

    def _update_burdens(self, changes: Changes) -> None:
        burdens, since = changes.brake.burdens, changes.brake.count_since
        self._run(
            "add_burdens",
            bool(burdens),
            sources=list(burdens),
            day=changes.entry.day,
            numbers=list(burdens.values()),
        )
        self._run("count_burdens", since is not None, since=since)

    def _update_acts(self, changes: Changes, numbers: Mapping[str, int]) -> None:
        entry, tasks = changes.entry, changes.issued.tasks
        self._run(
            "open_tasks",
            bool(tasks),
            ids=[task.id for task in tasks],
            kinds=[task.kind for task in tasks],
            sources=[task.source for task in tasks],
            record_nos=[task.record_no for task in tasks],
            details=[task.detail for task in tasks],
            subjects=[task.subject for task in tasks],
            directives=[task.directive for task in tasks],
            entry=entry.number,
            at=entry.judged_at,
        )
        closed = list(changes.done.closed_tasks)
        self._run("close_tasks", bool(closed), ids=closed, entry=entry.number)
        merged = changes.done.merged
        self._run(
            "merge_records",
            bool(merged),
            merged=[other for _, other in merged],
            kept=[kept for kept, _ in merged],
            entry=entry.number,
        )
        states = {"REPLAYED": changes.done.replayed, "DROPPED": changes.done.dropped}
        for state, places in states.items():
            for topic, partition, offset in places:
                place = {"topic": numbers[topic], "partition": partition, "offset": offset}
                self._run("leave_quarantine", True, state=state, **place)
        if isinstance(entry.work, Act):
            given = {"id": entry.work.command.id, "result": changes.result}
            self._run("take_command", True, entry=entry.number, **given)

    def _go_on(
        self, changes: Changes, moves: Mapping[Place, tuple[int, int]], where: Where
    ) -> None:
        entry, number, loaded = changes.entry, where.catalogue, changes.done.catalogue
        if loaded is not None:
            number = 1 + (where.catalogue or 0)
            given = {"version": loaded.version, "body": to_json(loaded), "entry": entry.number}
            self._run("add_catalogue", True, number=number, **given)
        self._run(
            "add_journal",
            True,
            number=entry.number,
            id=entry.id,
            kind=kind_of(entry.work),
            day=entry.day,
            judged_at=entry.judged_at,
            catalogue=number or 0,
            code_version=self.code_version,
            detail=detail(changes, moves),
        )
        self._run(
            "move_line",
            True,
            entry=entry.number,
            day=entry.day,
            catalogue=number,
            code_version=self.code_version,
            announced=Announcement.of(changes).text,
        )

    def _run(self, name: str, wanted: bool, **given: object) -> None:
        if wanted:
            self.connection.execute(store_statement(name), given)


def lock_line(connection: Connection) -> Where:
    """Lock the line's row for the transaction, and read it."""
    row = connection.execute(store_statement("lock_line")).fetchone()
    assert row is not None
    return Where(entry=row[0], day=row[1], catalogue=row[2])


def _highest(answers: Iterable[AnswerArrived]) -> Mapping[UUID, AnswerArrived]:
    best: dict[UUID, AnswerArrived] = {}
    for arrived in answers:
        answer = arrived.answer
        held = best.get(answer.directive_id)
        if held is None or held.answer.answer_no < answer.answer_no:
            best[answer.directive_id] = arrived
    return best
