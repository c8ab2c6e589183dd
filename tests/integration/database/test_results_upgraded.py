"""A hub that is upgraded neither repeats nor loses a result of an order (R13)."""

from collections.abc import Iterator

import pytest
from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from integration.sending.test_order_results import freeze_and_answer
from scenario.cast import CATALOGUE
from support.catalogues import loaded
from support.outbox_rows import NOON, SEAL

from schemas.catalogue.model import Channel
from streams.sending.marks import mark_sent
from streams.sending.order_results import ResultClaims
from streams.sending.outgoing import OutgoingKind
from streams.store.schema_version import MIGRATIONS
from streams.track.answer import AnswerResult
from streams.wiring.keys import KeyRing

ADDED = (
    *("channel", "attempts", "failures", "failing_since"),
    *("last_error", "next_attempt_at", "returned_at", "aside_at"),
)


@pytest.fixture
def postgres(fresh_database: str) -> Iterator[OnPostgres]:
    """A store of its own."""
    found = OnPostgres(fresh_database, ring=KeyRing(versions={1: bytes(32)}))
    yield found
    found.connection.close()


def test_what_was_claimed_goes_as_it_was_and_what_was_sent_is_done(postgres: OnPostgres) -> None:
    """One sent, one claimed, one only decided when the hub was stopped: the last two go."""
    line, connection = LineOnStore(postgres.store, postgres.save, CATALOGUE), postgres.connection
    claims = ResultClaims(connection=connection, seal=SEAL, partner="court", channel=Channel.TOPIC)
    freeze_and_answer(line, "F1", AnswerResult.EXECUTED)
    (sent,) = claims.claim(loaded(), NOON)
    mark_sent(connection, [sent.id], NOON, OutgoingKind.ORDER_RESULT)
    freeze_and_answer(line, "F2", AnswerResult.EXECUTED)
    (claimed,) = claims.claim(loaded(), NOON)
    freeze_and_answer(line, "F3", AnswerResult.EXECUTED)
    for column in ADDED:
        connection.execute(f"ALTER TABLE order_result DROP COLUMN {column}".encode())
    (migration,) = MIGRATIONS.glob("0020_*.sql")
    connection.execute(migration.read_bytes(), prepare=False)
    again, new = claims.claim(loaded(), NOON)
    assert (again.id, again.sequence, again.body) == (claimed.id, 2, claimed.body)
    assert new.sequence == 3
