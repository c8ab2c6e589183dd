"""Changes of the pool (公共信用池变更), told on the compacted topic `credit.pool`, masked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from connectors.channels.publisher import ManyToPublish
from schemas.columns import Column, Few, Same, Texts, encode_columns
from streams.pool.standing import FactState
from streams.statements import sending_statement
from streams.store.connection import Connection

RECORD: Final = "credit.pool.PoolChange"
TOPIC: Final = "credit.pool"
PAGES_AT_A_TIME: Final = 16

Row = Sequence[Any]


def unsent_pool(connection: Connection) -> list[Row]:
    """Pages of pool changes that were not published, oldest first."""
    return connection.execute(
        sending_statement("unsent_pool"), {"limit": PAGES_AT_A_TIME}
    ).fetchall()


def pool_sent(connection: Connection, pages: Sequence[Row], now: datetime) -> None:
    """The changes of these pages are with the broker."""
    given = {"entries": [page[0] for page in pages], "now": now}
    connection.execute(sending_statement("pool_sent"), given)


def pool_messages(page: Row) -> ManyToPublish:
    """One message for each changed fact, keyed by the fact."""
    (_, entry, judged_at, facts, subjects, kinds, states, sources, provenances, decided_on,
     effective_until, list_codes, colours, disclosures) = page  # fmt: skip
    columns: Mapping[str, Column] = {
        "fact_id": Texts(facts),
        "subject_key": Texts([subject or "" for subject in subjects]),
        "kind": Few(kinds),
        "source": Few(sources),
        "state": Few(states, _state),
        "objection": Few(states, lambda state: state == FactState.MARKED),
        "provenances": Few(provenances),
        "decided_on": Few(decided_on),
        "effective_until": Few(effective_until),
        "list_code": Few(list_codes),
        "colour": Few(colours, lambda colour: colour or "UNKNOWN"),
        "disclosure": Few(disclosures),
        "entry": Same(str(entry)),
        "judged_at": Same(judged_at),
    }
    values = encode_columns(RECORD, len(facts), columns)
    return ManyToPublish(
        topic=TOPIC,
        keys=[fact.encode() for fact in facts],
        values=[
            None if state == FactState.GONE else value
            for state, value in zip(states, values, strict=True)
        ],
    )


def _state(kept: str) -> str:
    """The state as it is told: what is marked stands, and of what is gone nothing is told."""
    told = {FactState.MARKED.value: FactState.STANDING.value, FactState.GONE.value: "UNKNOWN"}
    return told.get(kept, kept)
