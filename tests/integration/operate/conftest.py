"""A hub's data folder and database, with no process of it running."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from support.databases import create_database, drop_database, with_database
from typer.testing import CliRunner, Result

from streams.operate.cli.main import app
from streams.store.connection import Connection, connect
from streams.wiring.endpoints import Endpoints, write_endpoints
from streams.wiring.keys import make_missing_keys

#: What a partner of the hub that is backed up was told.
STREAM = "INSERT INTO stream VALUES ('bank', gen_random_uuid(), 7)"
WHO = ("--by", "Wang", "--because", "contract 2026-3")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdleHub:
    """What an operator's commands find while no process of the hub runs."""

    environment: Mapping[str, str]
    keys: Path
    database: str

    def run(self, *arguments: str, given: str = "", fails: bool = False) -> Result:
        """Run a command in this process; what it raises is raised."""
        done = CliRunner().invoke(
            app, arguments, obj=dict(self.environment), input=given, catch_exceptions=False
        )
        assert (done.exit_code != 0) == fails, done.output
        return done

    def connection(self) -> Connection:
        """A session of its own with the database."""
        return connect(self.database, "hub test")


@pytest.fixture
def idle_hub(tmp_path: Path, fresh_database: str) -> IdleHub:
    """A hub that has keys and tables and decided nothing yet."""
    keys, data = tmp_path / "keys", tmp_path / "data"
    data.mkdir()
    make_missing_keys(keys)
    write_endpoints(
        data, Endpoints(bootstrap="127.0.0.1:1", registry="", database=fresh_database, api="")
    )
    environment = {"HUB_KEYS": str(keys), "HUB_DATA": str(data)}
    return IdleHub(environment=environment, keys=keys, database=fresh_database)


@pytest.fixture
def backup(idle_hub: IdleHub, tmp_path: Path) -> Path:
    """A backup of a hub that told a partner seven things."""
    with psycopg.connect(idle_hub.database) as connection:
        connection.execute(STREAM)
    idle_hub.run("backup", str(tmp_path / "backup"))
    return tmp_path / "backup"


@pytest.fixture
def empty(idle_hub: IdleHub, database_server: str, tmp_path: Path) -> Iterator[IdleHub]:
    """An empty database, and a data folder without a hub; the keys lie where they were."""
    name = f"hub_empty_{uuid.uuid4().hex[:12]}"
    create_database(database_server, name)
    url = with_database(database_server, name)
    environment = {"HUB_KEYS": str(idle_hub.keys), "HUB_DATA": str(tmp_path / "new")}
    yield IdleHub(
        environment={**environment, "HUB_DATABASE_URL": url}, keys=idle_hub.keys, database=url
    )
    drop_database(database_server, name)


def tables(url: str) -> int:
    """How many a database has."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r'"
        ).fetchone()
    assert row is not None
    return int(row[0])
