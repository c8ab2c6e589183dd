"""Changes of the pool (公共信用池变更), told on the compacted topic `credit.pool`, masked."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from schemas.codec import encode
from streams.wiring.database.connection import Connection
from streams.wiring.sending.publisher import ToPublish
from streams.wiring.sending.statements import statement

RECORD: Final = "credit.pool.PoolChange"
TOPIC: Final = "credit.pool"
PAGES_AT_A_TIME: Final = 16
#: A fact under an open objection mark stands; one that became part of another fact is taken back.
MARKED, GONE = "MARKED", "GONE"

Row = Sequence[Any]


def unsent_pool(connection: Connection) -> list[Row]:
    """Pages of pool changes that were not published, oldest first."""
    return connection.execute(statement("unsent_pool"), {"limit": PAGES_AT_A_TIME}).fetchall()


def pool_sent(connection: Connection, pages: Sequence[Row], now: datetime) -> None:
    """The changes of these pages are with the broker."""
    given = {"entries": [page[0] for page in pages], "now": now}
    connection.execute(statement("pool_sent"), given)


def pool_messages(page: Row) -> Iterable[ToPublish]:
    """One message for each changed fact, keyed by the fact."""
    _, entry, judged_at, *columns = page
    for fact, subject, kind, state, source, provenances, decided_on in zip(*columns, strict=True):
        record = {
            "fact_id": str(fact),
            "subject_key": "" if subject is None else str(subject),
            "kind": kind,
            "source": source,
            "state": "STANDING" if state == MARKED else state,
            "objection": state == MARKED,
            "provenances": provenances,
            "decided_on": decided_on,
            "entry": str(entry),
            "judged_at": judged_at,
        }
        value = None if state == GONE else encode(RECORD, record)
        yield ToPublish(topic=TOPIC, key=str(fact).encode(), value=value)
