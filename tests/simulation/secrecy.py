"""Identity numbers stand nowhere but where they may (D13)."""

from collections.abc import Iterable

from simulation.broken import hold
from streams.line.changes import Changes


def nothing_shown(changes: Changes, numbers: Iterable[str]) -> None:
    """Neither receipts nor pool messages nor tasks of an entry show an identity number."""
    told = "".join(
        (
            *(f"{r.record_no} {r.field} {r.hint} {r.event_id}" for r in changes.issued.receipts),
            *(f"{p.kind} {p.source} {p.subject} {p.fact}" for p in changes.issued.pool),
            *(f"{t.record_no} {t.detail}" for t in changes.issued.tasks),
        )
    )
    hold("numbers are not shown", not any(number in told for number in numbers), "a number")
