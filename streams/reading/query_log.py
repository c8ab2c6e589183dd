"""Who asked about whom and why: written down before the answer is given, kept for ten years."""

from uuid import UUID

from streams.statements import reading_statement
from streams.store.connection import Connection


def log_query(
    connection: Connection,
    *,
    asked_by: str,
    purpose: str,
    kind: str,
    subject: UUID | None,
    item: str = "",
    answer: str = "",
) -> None:
    """Keep one question; `subject` None: the hub knows nobody of that code."""
    connection.execute(
        reading_statement("log_query"),
        {
            "asked_by": asked_by,
            "purpose": purpose,
            "kind": kind,
            "item": item,
            "subject": subject,
            "answer": answer,
        },
    )
