"""A hub that is upgraded takes back what the version before told of what is silent now (R30)."""

from uuid import UUID

from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.calendar import noon
from scenario.cast import CATALOGUE, B
from scenario.message import freeze, penalty, wage

from streams.deciding.officers import perform
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.identify.pseudonym import record_key
from streams.line.command import Command, TellAnew
from streams.line.entry import Act
from streams.pool.standing import FactState
from streams.sending.pool_messages import pool_messages, pool_sent, unsent_pool
from streams.store.commands import from_row
from streams.store.connection import Connection
from streams.store.digest import digest
from streams.store.schema_version import MIGRATIONS

#: The tables as the version before had them.
AS_IT_WAS = """
ALTER TABLE line DROP COLUMN pool_since;
ALTER TABLE pool_page DROP COLUMN effective_until, DROP COLUMN list_codes, DROP COLUMN colours,
                      DROP COLUMN disclosures;
ALTER TABLE pool_page ADD COLUMN content_hashes bytea[] NOT NULL DEFAULT '{}';
DROP INDEX version_unkeyed;
ALTER TABLE version DROP COLUMN keyed;
DROP TABLE burden_day;
DROP INDEX directive_held_imposed;
DROP FUNCTION source_of
"""
#: What that version told: every record that it took in, as a fact that stands.
AS_IT_TOLD = """
DELETE FROM pool_page;
INSERT INTO pool_page
       (entry, facts, subjects, kinds, states, sources, provenances, decided_on, content_hashes)
SELECT entry, array_agg(record), array_agg(subject), array_agg('ListEntry'::text),
       array_agg('STANDING'::text), array_agg('hrss'::text), array_agg(1),
       array_agg('2026-06-01'::date), array_agg(content_hash)
  FROM version GROUP BY entry
"""


def migrated(connection: Connection) -> None:
    """What every version since did to the tables."""
    for migration in sorted(MIGRATIONS.glob("*.sql"))[20:]:
        connection.execute(migration.read_bytes(), prepare=False)


def relayed(postgres: OnPostgres) -> dict[UUID, bool]:
    """Send what is to be sent; for each fact whether its last message says anything."""
    last: dict[UUID, bool] = {}
    while pages := unsent_pool(postgres.connection):
        for page in pages:
            said = pool_messages(page)
            last |= {
                UUID(key.decode()): value is not None
                for key, value in zip(said.keys, said.values, strict=True)
            }
        pool_sent(postgres.connection, pages, noon(CATALOGUE.departments["tax"].valid_from))
    return last


def test_what_is_silent_by_now_is_taken_back(postgres: OnPostgres) -> None:
    """Of a version before that told everything, the last pages unsent, the acts of the migration
    leave nothing told of a watch list, of what is restricted and of a freeze; all else is told."""
    line, connection = LineOnStore(postgres.store, postgres.save, CATALOGUE), postgres.connection
    line.publish(wage("W1", colour="WATCH"), wage("W2", about=B, disclosure="RESTRICTED"))
    line.publish(freeze("F1"), wage("W3"), penalty("N1", about=B))
    silent = {record_key("hrss", "W1"), record_key("hrss", "W2"), record_key("court", "F1")}
    shown = {record_key("hrss", "W3"), record_key("tax", "N1")}
    connection.execute(AS_IT_WAS, prepare=False)
    connection.execute(AS_IT_TOLD, prepare=False)
    connection.execute("UPDATE pool_page SET sent_at = now() WHERE entry = 1")
    migrated(connection)
    assert set(relayed(postgres).values()) == {False}
    acts = connection.execute("SELECT id, name, arguments FROM command").fetchall()
    for act, name, arguments in acts:
        doing = from_row(name, arguments)
        assert isinstance(doing, TellAnew)
        command = Command(id=act, by="hub", because="upgrade", asked_at=noon(line.day), doing=doing)
        entry = line.entry(Act(command=command))
        under = PostgresLineStore(postgres.store)
        line.keep(perform(entry, doing, under, line.book, None))
    assert relayed(postgres) == {**dict.fromkeys(silent, False), **dict.fromkeys(shown, True)}


def test_what_the_version_before_told_is_not_decided_again(postgres: OnPostgres) -> None:
    """The digest begins after the last entry that the version before decided."""
    line, connection = LineOnStore(postgres.store, postgres.save, CATALOGUE), postgres.connection
    line.publish(wage("W1"))
    connection.execute(AS_IT_WAS, prepare=False)
    migrated(connection)
    assert digest(connection).tables["pool_page"].rows == 0
    changes = line.publish(wage("W2"))
    assert [change.state for change in changes.issued.pool] == [FactState.STANDING]
    assert digest(connection).tables["pool_page"].rows == 1
