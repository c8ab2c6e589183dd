"""
A town whose line runs as its operator runs it: worker processes on a real broker and database.

Departments, partners and topics carry a tag of their own, since topics are shared by all tests of a
session. Days are counted from the real one, since a message may not be dated after its arrival.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from integration.line.checking import Checking
from integration.line.publishing import Publishing
from integration.line.working import Working, kill
from scenario.codes import uscc

from streams.accept.dates import day_of
from streams.deciding.assembly import decider_of, store_of
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.kinds.event import Subject, SubjectKind
from streams.line.command import LoadCatalogue
from streams.store.connection import connect_to_decide
from streams.wiring.clock import set_manual_clock
from streams.wiring.keys import make_missing_keys
from streams.wiring.settings import read_settings
from streams.worker.opening import open_topics

TODAY = day_of(datetime.now(UTC))
DECIDED = TODAY - timedelta(days=30)


def body(number: int) -> Subject:
    """An organisation of its own for each number."""
    return Subject(
        kind=SubjectKind.ORGANISATION, name=f"第{number}公司", uscc=uscc("91", f"{number:08d}")
    )


@dataclass(slots=True)
class Town(Publishing, Checking, Working):
    """One line, from its first day until its end."""

    def begin(self, on: date | None = None) -> None:
        """The first day and the town's own catalogue, before any worker runs."""
        make_missing_keys(self.settings.keys_folder)
        with connect_to_decide(self.url, "test") as connection:
            store = store_of(connection, self.keys)
            decider = decider_of(
                PostgresLineStore(store), self.keys, lambda: (uuid4(), datetime.now(UTC))
            )
            decider.tick(on or self.clock.starts_on or TODAY)
            decider.act(self.asked(LoadCatalogue(catalogue=self.catalogue())))
            open_topics(connection, store, self.bootstrap, self.catalogue())

    def close(self) -> None:
        """End workers, those too that are stopped, and connections."""
        for child in self.workers:
            if child.exit_code() is None:
                kill(child)
        self.producer.close()
        self.observer.close()


def new_town(folder: Path, bootstrap: str, url: str, first: date | None = None) -> Town:
    """A town without anything decided; with `first`, on a manual clock that begins on that day."""
    folder.mkdir(parents=True, exist_ok=True)
    if first is not None:
        set_manual_clock(folder, first)
    named = {"HUB_DATA": str(folder), "HUB_BOOTSTRAP_SERVERS": bootstrap, "HUB_DATABASE_URL": url}
    settings = read_settings(named)
    return Town(settings=settings, tag=f"l{uuid4().hex[:8]}")
