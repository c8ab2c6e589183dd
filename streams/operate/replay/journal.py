"""The journal as it is read for a replay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from streams.line.command import Command
from streams.line.leaving import OpenWith
from streams.statements import store_statement
from streams.store import commands
from streams.store.connection import Connection
from streams.store.topics import Place

PAGE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRow:
    """One journal row."""

    number: int
    id: UUID
    kind: str
    day: date
    judged_at: datetime
    detail: Mapping[str, Any]

    @property
    def ranges(self) -> Mapping[Place, tuple[int, int]]:
        """Positions from and to of every partition the entry read."""
        moved = self.detail.get("positions", [])
        return {(topic, partition): (start, end) for topic, partition, start, end in moved}

    @property
    def quarantined(self) -> frozenset[tuple[str, int, int]]:
        """The offsets the entry quarantined; they are not decoded again (R19)."""
        return frozenset((t, p, o) for t, p, o in self.detail.get("quarantined", []))

    @property
    def open_with(self) -> Mapping[str, OpenWith]:
        """What the entry found open with partners; the senders' side is not decided again."""
        return {
            partner: OpenWith(measures=measures, directives=directives)
            for partner, (measures, directives) in self.detail.get("open_with", {}).items()
        }


def lines(connection: Connection, through: int) -> Iterator[JournalRow]:
    """Every journal row up to an entry, in order, a page at a time."""
    after = 0
    while after < through:
        given = {"after": after, "limit": min(PAGE, through - after)}
        rows = connection.execute(store_statement("journal_after"), given).fetchall()
        if not rows:
            return
        for number, entry_id, kind, day, judged_at, detail in rows:
            yield JournalRow(
                number=number,
                id=entry_id,
                kind=kind,
                day=day,
                judged_at=judged_at,
                detail=detail,
            )
        after = rows[-1][0]


def command_of(connection: Connection, line: JournalRow) -> Command:
    """The command an ACT entry took."""
    row = connection.execute(
        store_statement("command_by_id"), {"id": UUID(line.detail["command"])}
    ).fetchone()
    if row is None:
        raise LookupError(f"command {line.detail['command']} of entry {line.number} is gone")
    return commands.command_of(row)


def code_versions(connection: Connection, through: int) -> frozenset[str]:
    """Every version of the hub's code that decided entries up to this one."""
    rows = connection.execute(store_statement("journal_code"), {"through": through})
    return frozenset(version for (version,) in rows)


def spans(connection: Connection, through: int) -> Mapping[Place, tuple[int, int]]:
    """From where to where the journal reads each partition."""
    rows = connection.execute(store_statement("journal_spans"), {"through": through})
    return {(topic, partition): (start, end) for topic, partition, start, end in rows}
