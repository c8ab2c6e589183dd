"""A hub that is upgraded finds in its agenda what stood in three places before."""

from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.calendar import day
from scenario.cast import CATALOGUE, A, B
from scenario.message import repair, wage

from streams.line.agenda import AgendaKind
from streams.line.changes import Changes, Days
from streams.line.entry import Again
from streams.store.schema_version import MIGRATIONS

#: The tables as an earlier version had them, with what they held.
AS_IT_WAS = """
ALTER TABLE subject ADD COLUMN judge_again_on date;
UPDATE subject SET judge_again_on = due_on FROM agenda WHERE what = 'SUBJECT' AND key = subject;
CREATE TABLE turn (record uuid PRIMARY KEY, day date);
INSERT INTO turn SELECT key, due_on FROM agenda WHERE what = 'RECORD';
ALTER TABLE waiting ADD COLUMN expired boolean NOT NULL DEFAULT false;
UPDATE waiting SET expired = due_on IS NULL FROM agenda WHERE what = 'WAITING' AND key = record;
DROP TABLE agenda;
"""


def test_what_was_to_come_still_comes(postgres: OnPostgres) -> None:
    """Every subject, every record and all that waits is due on the day on which it was; who was
    told, and what waits no more, is not."""
    line = LineOnStore(postgres.store, postgres.save, CATALOGUE)
    red = wage("3", about=B, colour="RED")
    told, waits = repair("R1", of=wage("9")), repair("R2", of=wage("8"))
    line.publish(wage("1", about=A, until="06-20"), red, red.ended(2, on="06-25"), told)
    line.publish(repair("R3", of=wage("2")), wage("4", about=B, colour="RED", until="06-03"))
    (expired,) = (
        v.record for c in line.decided for v in c.received.versions if v.event.record_no == "R1"
    )
    line.keep(Changes(entry=line.entry(Again()), days=Days(expired=frozenset({expired}))))
    line.tick()
    line.publish(waits, wage("2"))
    before = postgres.seen().agenda
    assert {what for what, _ in before} == {what.value for what in AgendaKind}
    assert len([key for what, key in before if what == AgendaKind.WAITING]) == 1
    connection = postgres.connection
    assert connection.execute("SELECT 1 FROM agenda WHERE due_on IS NULL").rowcount >= 2
    connection.execute(AS_IT_WAS, prepare=False)
    (migration,) = MIGRATIONS.glob("0018_*.sql")
    connection.execute(migration.read_bytes(), prepare=False)
    assert postgres.seen().agenda == before
    assert line.store.due(day("06-21"), 10).subjects
