"""One import, from a file's rows to their outcomes."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
from rich.console import Console
from rich.progress import Progress, TaskID

from connectors.departments.asking import ask_department, ask_states
from connectors.departments.client import DepartmentClient
from connectors.departments.key_file import obtain_key
from connectors.departments.numbering import Numbered, sort_rows
from connectors.departments.own_name import own_name
from connectors.departments.plan import Plan, Planned, plan
from connectors.departments.receipt import Outcome, Receipt
from connectors.departments.receipts import Position, ReceiptReader
from connectors.departments.row import BrokenFile, Reading
from connectors.departments.state import DepartmentAnswer, RecordState
from streams.operate.importing.apart import FileQuestion, read_apart
from streams.operate.importing.result import (
    PENDING,
    PLANNED,
    REFUSED,
    FileDone,
    RowResult,
    for_clerk,
    published,
    sent_back,
    unchanged,
    unreadable,
)
from streams.operate.importing.spool import Spool
from streams.wiring.endpoints import Endpoints

_LOSS: Final = (
    "rows imported before would get other record numbers, and the hub would have each twice"
)
_FLUSH_S: Final = 60.0
_API_S: Final = 60.0
_AT_ONCE: Final = 500

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """
    Imports files of one department.

    `folder` keeps the outbox and the key of its record numbers, made at the first import.
    """

    endpoints: Endpoints
    department: str
    folder: Path
    outbox_key: Path
    quiet: bool = False

    def known(self) -> DepartmentAnswer | None:
        """
        What the catalogue in force says of the department, None where it has none of that name.

        Raises `Busy` when the hub does not answer.
        """
        with self._api() as api:
            return ask_department(api, self.department)

    @contextmanager
    def read(self, file: Path, question: FileQuestion) -> Iterator[Reading | BrokenFile]:
        """
        A file as its layout reads it; its rows say in full what they say until the block ends.

        Raises `Busy` when the disk has no room.
        """
        with Spool(self.folder) as spool:
            with self._progress() as progress:
                task = progress.add_task("reading", total=None)
                # How many there are is known when all have come.
                found = read_apart(
                    file,
                    question,
                    spool,
                    lambda rows: progress.update(task, description=f"reading: {rows} rows"),
                )
            yield found

    def run(self, reading: Reading, *, wait_s: float, dry_run: bool) -> FileDone:
        """
        Ask the hub, publish what is new or changed, wait up to `wait_s` for the outcomes.

        Raises `Busy` when hub or broker do not answer; what was published stays in the outbox.
        """
        used = self.folder / "imported"
        key = obtain_key(self.folder / "import-key", in_use=used.exists(), loss=_LOSS)
        rows = sort_rows(reading, key.versions[key.newest])
        with self._progress() as progress:
            states = self._states(progress, rows.numbered)
            todo = plan(reading, rows, states)
            told = _refusals(rows.numbered, states, reading)
            if dry_run:
                return _done(reading, todo, {}, PLANNED, told)
            if not todo.send:
                return _done(reading, todo, {}, PENDING, {})
            used.touch()
            receipts = self._publish(progress, todo.send, wait_s)
        return _done(reading, todo, receipts, PENDING, {})

    def _api(self) -> httpx.Client:
        return httpx.Client(base_url=self.endpoints.api, timeout=_API_S, trust_env=False)

    def _progress(self) -> Progress:
        return Progress(console=Console(stderr=True), disable=self.quiet, transient=True)

    def _states(self, progress: Progress, rows: Sequence[Numbered]) -> list[RecordState]:
        task = progress.add_task("asking the hub", total=len(rows))
        with self._api() as api:
            return ask_states(
                api,
                self.department,
                rows,
                lambda answered: progress.update(task, completed=answered),
            )

    def _publish(
        self, progress: Progress, todo: Sequence[Planned], wait_s: float
    ) -> Mapping[str, Receipt]:
        """Publish, and hear what became of it: record number → receipt."""
        task = progress.add_task("publishing", total=len(todo))
        heard = progress.add_task("outcomes", total=len(todo))
        bootstrap = self.endpoints.bootstrap
        with ReceiptReader(department=self.department, bootstrap_servers=bootstrap) as reader:
            start = reader.end()
        with DepartmentClient(
            department=self.department,
            bootstrap_servers=bootstrap,
            outbox=self.folder / "outbox",
            key_file=self.outbox_key,
        ) as client:
            awaited: dict[Place, str] = {}
            for first in range(0, len(todo), _AT_ONCE):
                part = todo[first : first + _AT_ONCE]
                places = client.publish_all([(one.row.kind, one.record) for one in part])
                for sent in client.flush(_FLUSH_S):
                    if sent.sequence in places:
                        awaited[(sent.topic, sent.partition, sent.offset)] = sent.record_no
                progress.update(task, completed=first + len(part))
        return self._hear(awaited, start, wait_s, progress, heard)

    def _hear(
        self,
        awaited: Mapping[Place, str],
        start: Position,
        wait_s: float,
        progress: Progress,
        task: TaskID,
    ) -> Mapping[str, Receipt]:
        found: dict[str, Receipt] = {}
        deadline = time.monotonic() + wait_s
        with ReceiptReader(
            department=self.department,
            bootstrap_servers=self.endpoints.bootstrap,
            position=start,
        ) as reader:
            while len(found) < len(awaited) and (left_s := deadline - time.monotonic()) > 0:
                for receipt in reader.read(min(left_s, 1.0)):
                    if receipt.place in awaited:
                        found[awaited[receipt.place]] = receipt
                        progress.update(task, completed=len(found))
                    if len(found) == len(awaited) or time.monotonic() > deadline:
                        break
        return found


def _refusals(
    rows: Sequence[Numbered], states: Sequence[RecordState], reading: Reading
) -> Mapping[int, RowResult]:
    """What the hub would refuse today, by line."""
    return {
        one.row.line: RowResult(
            line=one.row.line,
            outcome=REFUSED,
            record_no=one.record_no,
            code=state.problem.code,
            field=own_name(reading.columns, one.row.cells, state.problem.field),
            advice=state.problem.hint,
        )
        for one, state in zip(rows, states, strict=True)
        if state.problem
    }


def _done(
    reading: Reading,
    todo: Plan,
    receipts: Mapping[str, Receipt],
    waits: str,
    would_refuse: Mapping[int, RowResult],
) -> FileDone:
    rows = [unchanged(row) for row in todo.unchanged]
    returned = []
    for told, back in (
        *(unreadable(refused, reading) for refused in reading.refused),
        *(for_clerk(matter) for matter in todo.clerk),
    ):
        rows.append(told)
        returned.append(back)
    for planned in todo.send:
        receipt = receipts.get(planned.record_no)
        rows.append(
            would_refuse.get(planned.row.line) or published(planned, receipt, waits, reading)
        )
        if receipt and receipt.outcome in (Outcome.REFUSED, Outcome.QUARANTINED):
            returned.append(sent_back(planned, receipt, reading))
    return FileDone(
        rows=tuple(sorted(rows, key=lambda row: row.line)),
        returned=tuple(sorted(returned, key=lambda row: row.line)),
    )
