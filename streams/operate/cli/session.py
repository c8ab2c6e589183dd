"""A command's way to a running hub: its settings, its addresses, a session with its database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import typer

from streams.line.command import Doing
from streams.operate.cli.context import no_hub, settings_of
from streams.reading.as_of import AsOf, as_of
from streams.reading.backlog import BacklogReader, BrokerAway
from streams.reading.opened import Opened
from streams.store.asking import CommandDone, ask
from streams.store.away import database_told
from streams.store.connection import ASKING, Connection, Patience, connect
from streams.store.rules_in_force import RulesInForce
from streams.wiring.clock import Clock, clock_of
from streams.wiring.endpoints import Endpoints, read_endpoints
from streams.wiring.failures import CannotRun
from streams.wiring.keys import load_keys
from streams.wiring.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class HubSession:
    """A session with the database of the hub on a data folder."""

    settings: Settings
    endpoints: Endpoints
    connection: Connection

    @property
    def clock(self) -> Clock:
        """The hub's clock."""
        return clock_of(self.settings.data)

    def opened(self) -> Opened:
        """What it takes to read what the line decided."""
        rules = RulesInForce().now(self.connection)
        if rules is None:
            raise CannotRun("No catalogue is loaded yet. Load one with: hub catalogue load FOLDER")
        keys = load_keys(self.settings.keys_folder)
        return Opened(connection=self.connection, keys=keys, rules=rules)

    def as_of(self) -> AsOf:
        """Of when an answer read now is."""
        reader = BacklogReader(self.endpoints.bootstrap)
        try:
            return as_of(self.connection, reader.read(self.connection), self.clock)
        except BrokerAway:
            return as_of(self.connection, None, self.clock)
        finally:
            reader.close()

    def ask(self, doing: Doing, by: str, because: str, wait_s: float) -> CommandDone:
        """Ask for an act and wait for it."""
        return ask(self.connection, doing, by=by, because=because, patience_s=wait_s)


@contextmanager
def session(
    context: typer.Context, data: Path | None, patience: Patience = ASKING
) -> Iterator[HubSession]:
    """A session with the hub on a data folder. Raises `CannotRun` when none can be had."""
    settings = settings_of(context, data)
    endpoints = read_endpoints(settings.data)
    if endpoints is None:
        raise no_hub(settings)
    with (
        database_told(endpoints.database),
        connect(endpoints.database, "hub cli", patience) as connection,
    ):
        yield HubSession(settings=settings, endpoints=endpoints, connection=connection)
