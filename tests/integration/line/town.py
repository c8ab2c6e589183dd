"""
A town whose line runs as its operator runs it: worker processes on a real broker and database.

Departments, partners and topics carry a tag of their own, since topics are shared by all tests of a
session. Days are counted from the real one, since a message may not be dated after its arrival.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
from hub_process import await_that, hub
from kafka import KafkaProducer
from scenario.cast import CATALOGUE as CAST
from scenario.codes import uscc
from scenario.message import Message

from schemas.catalogue.model import Catalogue
from schemas.codec import encode
from streams.accept.event import Subject, SubjectKind
from streams.unwind.command import Advance, Command, Doing, LoadCatalogue
from streams.wiring.clock import Clock, clock_of, day_of, set_manual_clock
from streams.wiring.commands import to_row
from streams.wiring.database.connection import connect_to_decide
from streams.wiring.database.digest import Digest, digest
from streams.wiring.database.statements import statement
from streams.wiring.embedded.child import Child, Recipe
from streams.wiring.keys import Keys, load_keys, make_missing_keys
from streams.wiring.replay.compare import replay
from streams.wiring.settings import Settings, read_settings
from streams.wiring.supervise.children import HUB_PROCESSES, hub_recipes
from streams.wiring.worker.assembly import decider_of, store_of
from streams.wiring.worker.opening import open_topics
from streams.wiring.worker.postgres_ledger import PostgresLedger

TODAY = day_of(datetime.now(UTC))
DECIDED = TODAY - timedelta(days=30)

Place = tuple[str, int]


def body(number: int) -> Subject:
    """An organisation of its own for each number."""
    return Subject(
        kind=SubjectKind.ORGANISATION, name=f"第{number}公司", uscc=uscc("91", f"{number:08d}")
    )


@dataclass(slots=True)
class Town:
    """One line: its settings, its workers, and all that was published."""

    settings: Settings
    tag: str
    workers: list[Child] = field(default_factory=list)
    published: list[tuple[str, int]] = field(default_factory=list)
    observer: psycopg.Connection[Any] = field(init=False)
    producer: KafkaProducer = field(init=False)

    def __post_init__(self) -> None:
        self.look_again()
        self.produce_again()

    # --- what it stands on ---------------------------------------------------------------------

    @property
    def url(self) -> str:
        assert self.settings.database_url is not None
        return self.settings.database_url

    @property
    def bootstrap(self) -> str:
        assert self.settings.bootstrap_servers is not None
        return self.settings.bootstrap_servers

    @property
    def keys(self) -> Keys:
        return load_keys(self.settings.keys_folder)

    def named(self, name: str) -> str:
        """A department's or partner's name in this town."""
        return f"{self.tag}-{name}"

    def catalogue(self, cast: Catalogue = CAST) -> Catalogue:
        """A catalogue of the cases, every name with the tag."""
        return replace(
            cast,
            version=f"{cast.version[:8]}-{self.tag}",
            departments={
                self.named(d.id): replace(d, id=self.named(d.id)) for d in cast.departments.values()
            },
            partners={
                self.named(p.id): replace(p, id=self.named(p.id)) for p in cast.partners.values()
            },
            measures=tuple(replace(m, partner=self.named(m.partner)) for m in cast.measures),
        )

    def begin(self, on: date | None = None) -> None:
        """The first day and the town's own catalogue, before any worker runs."""
        make_missing_keys(self.settings.keys_folder)
        with connect_to_decide(self.url, "test") as connection:
            store = store_of(connection, self.keys)
            decider = decider_of(
                PostgresLedger(store), self.keys, lambda: (uuid4(), datetime.now(UTC))
            )
            decider.tick(on or self.clock.starts_on or TODAY)
            decider.act(self.asked(LoadCatalogue(catalogue=self.catalogue())))
            open_topics(connection, store, self.bootstrap, self.catalogue())

    @property
    def clock(self) -> Clock:
        return clock_of(self.settings.data)

    # --- its workers ---------------------------------------------------------------------------

    def work(self, copies: int = 1) -> list[Child]:
        """Start workers that serve: the first decides, the others stand by."""
        started = []
        for recipe in self._recipes(workers=copies):
            child = Child(recipe)
            child.await_ready()
            started.append(child)
        self.workers += started
        return started

    def begin_working(self, **settings: str) -> Child:
        """Start one worker that need not serve."""
        (recipe,) = self._recipes(**settings)
        self.workers.append(Child(recipe))
        return self.workers[-1]

    def _recipes(self, **settings: object) -> Iterator[Recipe]:
        (worker,) = [process for process in HUB_PROCESSES if process.role == "worker"]
        return hub_recipes(self.settings.model_copy(update=settings), (worker,))

    def holder(self) -> int | None:
        """Process id of the backend that holds the decider's lock."""
        rows = self.rows(
            "SELECT l.pid FROM pg_locks l JOIN heartbeat h ON h.backend_pid = l.pid"
            " WHERE l.locktype = 'advisory' AND l.granted"
        )
        return rows[0][0] if rows else None

    def stop_workers(self) -> None:
        """Let every worker end as an operator does."""
        for child in self.workers:
            child.stop()
        self.workers.clear()

    # --- what comes in -------------------------------------------------------------------------

    def publish(self, *messages: Message) -> None:
        """Append messages in this order."""
        self.append(*(self.encoded(message) for message in messages))

    def produce_again(self) -> None:
        """A new connection to publish through; the one before has been closed."""
        self.producer = KafkaProducer(bootstrap_servers=self.bootstrap, acks="all")

    def append(self, *payloads: tuple[str, bytes]) -> list[tuple[str, int]]:
        """Append payloads (topic, bytes); return where they stand."""
        sent = [self.producer.send(topic, payload, partition=0) for topic, payload in payloads]
        self.producer.flush()
        places = [(f.get(30).topic, f.get(30).offset) for f in sent]
        self.published += places
        return places

    def topic(self, department: str) -> str:
        """A department's input topic."""
        return f"credit.events.{self.named(department)}"

    def encoded(self, message: Message) -> tuple[str, bytes]:
        """Topic and bytes of a message, its names with the tag."""
        said = dict(message.record)
        if "target" in said:
            target = said["target"]
            said["target"] = {**target, "department": self.named(target["department"])}
        if "addressee" in said:
            said["addressee"] = self.named(said["addressee"])
        return self.topic(message.department), encode(f"credit.events.{message.kind}", said)

    def asked(self, doing: Doing) -> Command:
        """A command in its table, for a worker to take."""
        name, arguments = to_row(doing)
        given = {"id": uuid4(), "asked_by": "office", "because": "the test asks", "name": name}
        row = self.observer.execute(statement("ask"), {**given, "arguments": arguments}).fetchone()
        assert row is not None
        return Command(
            id=row[0], by="office", because="the test asks", asked_at=row[1], doing=doing
        )

    def command(self, doing: Doing, patience_s: float = 30) -> str:
        """Ask for an act, wait for it; return its result."""
        asked = self.asked(doing)
        await_that("the command was taken", lambda: self.taken(asked.id) is not None, patience_s)
        return str(self.taken(asked.id))

    def advance(self, through: date) -> None:
        """Let the day come to `through`, as `hub tick` does."""
        self.command(Advance(through=through))
        await_that(f"the day is {through}", lambda: self.day() >= through, 30)

    def taken(self, command: UUID) -> object:
        """The result of a command, None while it waits."""
        ((result,),) = self.rows("SELECT result FROM command WHERE id = %s", command)
        return result

    # --- what is seen and spoiled --------------------------------------------------------------

    def look_again(self) -> None:
        """A new session to look through, the one before is closed."""
        if hasattr(self, "observer"):
            self.observer.close()
        self.observer = psycopg.connect(self.url, autocommit=True)

    @staticmethod
    def change(url: str, statement: str) -> None:
        """Do to a database what an administrator could; at least one row is touched."""
        with psycopg.connect(url) as connection:
            assert connection.execute(statement.encode()).rowcount > 0, "nothing was changed"

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        """Ask the database."""
        return self.observer.execute(query.encode(), given).fetchall()

    def one(self, query: str, *given: object) -> Any:
        """Ask the database for one value."""
        ((value,),) = self.rows(query, *given)
        return value

    def decided(self) -> int:
        """How many messages have an outcome."""
        return int(self.one("SELECT coalesce(sum(cardinality(offsets)), 0) FROM page"))

    def entries(self) -> int:
        """The line's last entry."""
        return int(self.one("SELECT entry FROM line"))

    def day(self) -> date:
        """The line's day."""
        found: date = self.one("SELECT day FROM line")
        return found

    def await_all(self) -> None:
        """Wait until everything published has been decided."""
        self.await_decided(len(self.published))

    def await_decided(self, count: int, patience_s: float = 40) -> None:
        """Wait until so many messages have been decided."""
        await_that(f"{count} messages were decided", lambda: self.decided() >= count, patience_s)

    def outcomes(self) -> dict[tuple[str, int], list[str]]:
        """Every outcome number of every message, the present one last."""
        found: dict[tuple[str, int], list[str]] = {}
        for topic, offset, outcome, code in self.rows(
            'SELECT t.name, h."offset", h.outcome, h.code'
            " FROM outcome_history h JOIN topic t ON t.no = h.topic_no ORDER BY h.entry, h.ordinal"
        ):
            found.setdefault((topic, offset), []).append(f"{OUTCOME[outcome]} {code}".strip())
        return found

    def digest(self) -> Digest:
        """The digest of all that was decided."""
        return digest(self.observer)

    def check(self) -> None:
        """Everything published was decided once, no entry is missing, and `hub verify` holds."""
        firsts = self.rows("SELECT topic_no, partition, unnest(offsets) FROM page")
        assert len(firsts) == len(set(firsts)), "an offset was decided twice"
        assert sorted(self.outcomes()) == sorted(self.published)
        current = self.one("SELECT count(*) FROM outcome_current")
        assert current == len(self.published)
        versions = self.rows('SELECT topic_no, partition, "offset" FROM version')
        assert len(versions) == len(set(versions)), "a message was stored twice"
        for (numbers,) in self.rows(
            "SELECT array_agg(n ORDER BY n) FROM directive GROUP BY measure_id"
        ):
            assert numbers == list(range(len(numbers))), "a directive's number is missing"
        self._check_journal()
        servers = {"HUB_BOOTSTRAP_SERVERS": self.bootstrap, "HUB_DATABASE_URL": self.url}
        found = hub("verify", "--data", str(self.settings.data), **servers)
        assert found.returncode == 0, f"{found.stdout}{found.stderr}"

    def check_replay(self) -> None:
        """The journal, decided again without any disturbance, comes to the same."""
        found = replay(self.url, self.bootstrap, self.keys, lambda _done, _all: None)
        assert found.equal, found.differing

    def _check_journal(self) -> None:
        journal = self.rows("SELECT number, kind, detail FROM journal ORDER BY number")
        assert [number for number, _, _ in journal] == list(range(1, len(journal) + 1))
        assert self.entries() == len(journal)
        at: dict[Place, int] = {}
        for _, _, detail in journal:
            for topic, partition, start, end in detail.get("positions", ()):
                assert at.get((topic, partition), 0) == start, "an entry does not follow the last"
                at[(topic, partition)] = end
        stored = self.rows(
            "SELECT t.name, p.partition, p.next_offset FROM position p"
            " JOIN topic t ON t.no = p.topic_no WHERE p.next_offset > 0"
        )
        assert {(topic, partition): end for topic, partition, end in stored} == at
        for table in ("version", "subject", "directive", "page", "pool_page", "quarantine"):
            later = self.one(f"SELECT count(*) FROM {table} WHERE entry > %s", len(journal))
            assert later == 0, f"{table} has rows of an entry that never was"

    def close(self) -> None:
        """End workers, those too that are stopped, and connections."""
        for child in self.workers:
            if child.exit_code() is None:
                kill(child)
        self.producer.close()
        self.observer.close()


OUTCOME = {
    1: "ACCEPTED", 2: "REPEAT", 3: "MERGED", 4: "CORRECTED", 5: "ENDED", 6: "REVOKED",
    7: "REPAIRED", 8: "PARKED", 9: "PARK_EXPIRED", 10: "STORED", 11: "QUARANTINED",
    12: "REFUSED", 13: "DROPPED",
}  # fmt: skip


@contextmanager
def gate(town: Town, statement_of: str, when: str = "true") -> Iterator[Callable[[], int | None]]:
    """
    A gate in the database at which the deciding transaction stops.

    `statement_of`: "line" — before anything is written; a table's name — inside the statement that
    writes its rows, of rows for which `when` holds; "commit" — inside COMMIT. Gives a function that
    returns the backend that stands there, None while none does. The gate opens at the end of the
    block.
    """
    keeper = psycopg.connect(town.url, autocommit=True)
    with keeper:
        if statement_of == "line":
            keeper.execute("BEGIN")
            keeper.execute("SELECT 1 FROM line FOR UPDATE")
        else:
            keeper.execute("SELECT pg_advisory_lock(4711)")
            _build_gate(town, statement_of, when)
        query = {"line": "SELECT entry%", "commit": "COMMIT"}.get(statement_of)

        def standing() -> int | None:
            rows = town.rows(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = 'hub worker' AND wait_event_type = 'Lock'"
                " AND query LIKE %s",
                query or f"%{statement_of}%",
            )
            return rows[0][0] if rows else None

        try:
            yield standing
        finally:
            keeper.execute(
                "ROLLBACK" if statement_of == "line" else "SELECT pg_advisory_unlock_all()"
            )


def _build_gate(town: Town, table: str, when: str) -> None:
    town.observer.execute(
        "CREATE OR REPLACE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$"
    )
    trigger = (
        "CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED"
        if table == "commit"
        else f"CREATE TRIGGER gate BEFORE INSERT ON {table}"
    )
    town.observer.execute(f"{trigger} FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION gate()".encode())


def await_backend(standing: Callable[[], int | None], patience_s: float = 20) -> int:
    """The backend that came to the gate."""
    await_that("a worker stands at the gate", lambda: standing() is not None, patience_s)
    found = standing()
    assert found is not None
    return found


def kill(child: Child) -> None:
    """End a process as a power cut does."""
    os.kill(child.pid, signal.SIGKILL)
    await_that("the killed process is gone", lambda: child.exit_code() is not None, 10)


def seconds_until(holds: Callable[[], bool], patience_s: float = 60) -> float:
    """How long it took until something came true."""
    begun = time.monotonic()
    await_that("it came true", holds, patience_s)
    return time.monotonic() - begun


def new_town(folder: Path, bootstrap: str, url: str, first: date | None = None) -> Town:
    """A town without anything decided; with `first`, on a manual clock that begins on that day."""
    folder.mkdir(parents=True, exist_ok=True)
    if first is not None:
        set_manual_clock(folder, first)
    named = {"HUB_DATA": str(folder), "HUB_BOOTSTRAP_SERVERS": bootstrap, "HUB_DATABASE_URL": url}
    settings = read_settings(named)
    return Town(settings=settings, tag=f"l{uuid4().hex[:8]}")
