"""A hub that is upgraded compares anew the amendments that it had found to be no milder (R12)."""

from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.cast import CATALOGUE
from scenario.message import freeze

from streams.store.schema_version import MIGRATIONS


def test_an_amendment_that_waits_is_compared_once_more(postgres: OnPostgres) -> None:
    """One that waits is; one that was superseded is not."""
    line = LineOnStore(postgres.store, postgres.save, CATALOGUE)
    for number in ("1", "2"):
        line.publish(order := freeze(number))
        line.publish(order.corrected(2, amount_fen=5_000))
    connection = postgres.connection
    connection.execute("UPDATE directive SET milder = false WHERE action = 'AMEND'")
    connection.execute(
        "UPDATE directive SET superseded_at = now() WHERE directive_id ="
        " (SELECT min(directive_id::text)::uuid FROM directive WHERE action = 'AMEND')"
    )
    (migration,) = MIGRATIONS.glob("0019_*.sql")
    connection.execute(migration.read_bytes(), prepare=False)
    found = connection.execute(
        "SELECT superseded_at IS NULL, milder FROM directive WHERE action = 'AMEND' ORDER BY 1"
    ).fetchall()
    assert found == [(False, False), (True, None)]
