"""An entry is written with its positions or not at all, whatever gets in its way."""

from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest
from contract.line_on_store import LineOnStore
from contract.stores import OnPostgres
from scenario.calendar import TODAY, noon
from scenario.cast import CATALOGUE
from scenario.message import wage

from streams.accept.outcome import Outcome, Quarantined
from streams.kinds.event import Origin
from streams.line.changes import Changes, Days, Done, Issued, NotDone, Received
from streams.line.command import Command, LoadCatalogue, ResolveTask
from streams.line.entry import Act, Again, Tick
from streams.line.store import Need
from streams.line.why_not import WhyNot
from streams.settle.receipt import Receipt
from streams.store.connection import Connection, connect
from streams.store.saving import EntryMoved
from streams.store.topics import (
    PositionsMoved,
    TopicMadeAnew,
    known_topics,
    open_partitions,
    positions,
    register_topic,
)
from streams.store.transaction import (
    Busy,
    CommitUnknown,
    ValueRefused,
    commit_entry,
)

HRSS = ("credit.events.hrss", 0)
TAX = ("credit.events.tax", 0)


def rows_written(postgres: OnPostgres) -> int:
    """Rows of an entry that stand anywhere."""
    counted = " + ".join(f"(SELECT count(*) FROM {t})" for t in ("journal", "page", "version"))
    row = postgres.connection.execute(f"SELECT {counted}").fetchone()
    assert row is not None
    return int(row[0])


def entries_of(connection: Connection) -> int:
    """How many entries the journal has, where the line stands too."""
    row = connection.execute("SELECT entry, (SELECT count(*) FROM journal) FROM line").fetchone()
    assert row is not None
    assert row[0] == row[1]
    return int(row[0])


def test_positions_move_with_the_entry(postgres: OnPostgres, line: LineOnStore) -> None:
    """After a commit every partition of the batch stands behind its last message."""
    changes = Changes(entry=line.entry(Again()))
    commit_entry(postgres.store, changes, moves={HRSS: (0, 3), TAX: (0, 7)})
    found = positions(postgres.connection)
    assert (found[HRSS], found[TAX], found["feedback.bank", 0]) == (3, 7, 0)


def test_a_moved_position_keeps_everything_out(postgres: OnPostgres, line: LineOnStore) -> None:
    """One position that is not where it was left: nothing at all is written."""
    changes = line.entry(Again())
    with pytest.raises(PositionsMoved):
        commit_entry(postgres.store, Changes(entry=changes), moves={HRSS: (0, 3), TAX: (1, 7)})
    assert positions(postgres.connection)[HRSS] == 0
    assert rows_written(postgres) == 0
    assert postgres.store.where().entry == 0


def test_entries_follow_each_other(postgres: OnPostgres, line: LineOnStore) -> None:
    """An entry whose number is not the next one is not written: somebody else decided."""
    line.keep(Changes(entry=line.entry(Again())))
    for number in (1, 3):
        changes = Changes(entry=replace(line.entry(Again()), number=number))
        with pytest.raises(EntryMoved):
            commit_entry(postgres.store, changes)
    assert rows_written(postgres) == 1


def receipt(**said: object) -> Receipt:
    """A receipt with a value the database may not take."""
    plain = Receipt(
        origin=Origin(topic=HRSS[0], partition=0, offset=0, appended_at=noon(TODAY)),
        source="hrss",
        record_no="1",
        version=1,
        outcome=Outcome.REFUSED,
    )
    return replace(plain, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "bad",
    [receipt(hint="a\0b"), receipt(event_id="\ud800"), receipt(version=2**31)],
    ids=["NUL", "half a character", "too wide"],
)
def test_a_bad_value_is_told_apart(postgres: OnPostgres, line: LineOnStore, bad: Receipt) -> None:
    """
    A value the database cannot take is `ValueRefused`; nothing is written, the session goes on.
    """
    with pytest.raises(ValueRefused):
        commit_entry(
            postgres.store,
            Changes(entry=line.entry(Again()), issued=Issued(receipts=(bad,))),
            moves={HRSS: (0, 1)},
        )
    assert (rows_written(postgres), positions(postgres.connection)[HRSS]) == (0, 0)
    commit_entry(postgres.store, Changes(entry=line.entry(Again())), moves={HRSS: (0, 1)})
    assert positions(postgres.connection)[HRSS] == 1


def test_a_version_without_its_message_is_a_bug(postgres: OnPostgres, line: LineOnStore) -> None:
    """A version that could not be read again is not written; nothing of its entry is."""
    (version,) = line.publish(wage("1")).received.versions
    empty = replace(version, record=uuid4(), payload=b"")
    with pytest.raises(ValueError, match="without its message"):
        commit_entry(
            postgres.store, Changes(entry=line.entry(Again()), received=Received(versions=(empty,)))
        )
    assert postgres.store.where().entry == 1


def test_a_busy_database_is_told_apart(
    postgres: OnPostgres, line: LineOnStore, fresh_database: str
) -> None:
    """While another session holds the line's row the entry is `Busy`, and may come again."""
    changes = Changes(entry=line.entry(Again()))
    postgres.connection.execute("SET lock_timeout = '50ms'")
    with connect(fresh_database, "other") as other, other.transaction():
        other.execute("SELECT FROM line FOR UPDATE")
        with pytest.raises(Busy):
            commit_entry(postgres.store, changes)
    commit_entry(postgres.store, changes)
    assert rows_written(postgres) == 1


def test_a_session_lost_before_commit_wrote_nothing(
    postgres: OnPostgres, line: LineOnStore, fresh_database: str
) -> None:
    """A session that ends before COMMIT is an outage, and the line stands where it stood."""
    changes = Changes(entry=line.entry(Again()))
    with connect(fresh_database, "other") as other:
        other.execute("SELECT pg_terminate_backend(%s)", [postgres.connection.info.backend_pid])
        with pytest.raises(psycopg.OperationalError):
            commit_entry(postgres.store, changes)
        assert entries_of(other) == 0


def test_a_session_lost_in_commit_is_told_apart(
    postgres: OnPostgres, line: LineOnStore, fresh_database: str
) -> None:
    """A session that ends within COMMIT is `CommitUnknown`; the next finds the whole or nothing."""
    line.keep(Changes(entry=line.entry(Again())))
    with connect(fresh_database, "other") as other:
        other.execute(
            "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$"
        )
        other.execute(
            "CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON journal"
            " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION die()"
        )
        with pytest.raises(CommitUnknown):
            commit_entry(postgres.store, Changes(entry=line.entry(Again())))
        assert entries_of(other) == 1


def journal(postgres: OnPostgres) -> list[tuple[object, ...]]:
    """Kind, catalogue and detail of every entry."""
    found = postgres.connection.execute(
        "SELECT kind, catalogue, detail FROM journal ORDER BY number"
    )
    return found.fetchall()


def test_the_journal_says_what_an_entry_was_about(postgres: OnPostgres, line: LineOnStore) -> None:
    """Each journal row has what it takes to decide the entry again."""
    bad = Quarantined(
        origin=line.origin(TAX[0], TODAY), source="tax", code="E1502", hint="", payload=b"\xff"
    )
    subject = uuid4()
    commit_entry(
        postgres.store,
        Changes(
            entry=line.entry(Tick()),
            received=Received(quarantined=(bad,)),
            days=Days(agenda={subject: None}),
        ),
        moves={TAX: (0, 1)},
    )
    assert journal(postgres) == [
        (
            "TICK",
            0,
            {
                "positions": [["credit.events.tax", 0, 0, 1]],
                "quarantined": [["credit.events.tax", 0, 0]],
                "subjects": [str(subject)],
            },
        )
    ]


def command(postgres: OnPostgres, doing: LoadCatalogue | ResolveTask) -> Command:
    """A command as an officer asked for it."""
    asked = Command(id=uuid4(), by="office", because="test", asked_at=noon(TODAY), doing=doing)
    postgres.connection.execute(
        "INSERT INTO command (id, asked_by, because, name, arguments)"
        " VALUES (%s, 'office', 'test', %s, '{}')",
        [asked.id, type(doing).__name__],
    )
    return asked


def test_a_command_is_taken_by_its_entry(postgres: OnPostgres, line: LineOnStore) -> None:
    """A taken command has its entry and its result, and a loaded catalogue counts from there."""
    load = command(postgres, LoadCatalogue(catalogue=CATALOGUE))
    taken = line.entry(Act(command=load))
    line.keep(Changes(entry=taken, act=Done(catalogue=CATALOGUE)))
    task = UUID(int=7)
    resolve = command(postgres, ResolveTask(task_id=task))
    line.keep(Changes(entry=line.entry(Act(command=resolve)), act=NotDone(why=WhyNot.NOT_HELD)))
    found = postgres.connection.execute("SELECT entry, result FROM command ORDER BY entry")
    assert found.fetchall() == [(1, "DONE"), (2, WhyNot.NOT_HELD)]
    assert postgres.store.where().catalogue == 1
    first, second = journal(postgres)
    assert (first[:2], second[:2]) == (("ACT", 1), ("ACT", 1))
    assert second[2] == {
        "command": str(resolve.id),
        "doing": {"name": "ResolveTask", "task_id": str(task)},
        "result": WhyNot.NOT_HELD,
    }


def test_messages_leave_quarantine(postgres: OnPostgres, line: LineOnStore) -> None:
    """A quarantined message comes back with its bytes until it is replayed or dropped."""
    for _ in range(2):
        origin = line.origin(TAX[0], TODAY)
        bad = Quarantined(origin=origin, source="tax", code="E1502", hint="h", payload=b"\0\xff")
        line.decide([bad])
        assert postgres.store.quarantined(TAX[0], 0, origin.offset) == bad
    line.keep(Changes(entry=line.entry(Again()), act=Done(replayed=((TAX[0], 0, 0),))))
    line.keep(Changes(entry=line.entry(Again()), act=Done(dropped=((TAX[0], 0, 1),))))
    found = postgres.connection.execute('SELECT state FROM quarantine ORDER BY "offset"')
    assert found.fetchall() == [("REPLAYED",), ("DROPPED",)]
    assert postgres.store.quarantined(TAX[0], 0, 0) is None
    assert postgres.store.quarantined("credit.events.nobody", 0, 0) is None


def test_a_topic_keeps_its_number(postgres: OnPostgres) -> None:
    """A topic registered again keeps number and position; another topic id stops the hub."""
    connection = postgres.connection
    before = known_topics(connection)
    number = register_topic(connection, "credit.events.new", "new", "first id")
    open_partitions(connection, [("credit.events.new", 0), ("credit.events.new", 1)])
    assert number == len(before) + 1
    assert register_topic(connection, "credit.events.new", "new", "first id") == number
    assert positions(connection)["credit.events.new", 1] == 0
    with pytest.raises(TopicMadeAnew):
        register_topic(connection, "credit.events.new", "new", "another id")


def test_a_topic_registered_later_is_learnt(postgres: OnPostgres, line: LineOnStore) -> None:
    """After `reread_topics` messages of a new topic are saved and loaded."""
    register_topic(postgres.connection, "credit.events.later", "later", "id")
    postgres.store.reread_topics()
    origin = line.origin("credit.events.later", TODAY)
    changes = line.publish(wage("1"))
    version = replace(
        changes.received.versions[0],
        record=uuid4(),
        event=replace(changes.received.versions[0].event, origin=origin, source="later"),
    )
    line.keep(Changes(entry=line.entry(Again()), received=Received(versions=(version,))))
    found = postgres.store.load(Need(records=frozenset({version.record})))
    assert found.versions[version.record] == (version,)
