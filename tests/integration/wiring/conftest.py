"""A hub's data folder and database, with no process of it running."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from streams.wiring.cli.main import app
from streams.wiring.database.connection import Connection, connect
from streams.wiring.endpoints import Endpoints, write_endpoints
from streams.wiring.keys import make_missing_keys

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
