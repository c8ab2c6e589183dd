"""A server that does not answer is told: which one, where, what to do; never its password."""

from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from streams.wiring.cli.main import app
from streams.wiring.database.away import database_told, place_of
from streams.wiring.embedded.failures import ServerUnavailable
from streams.wiring.endpoints import Endpoints, write_endpoints
from streams.wiring.failures import CannotRun
from streams.wiring.keys import make_missing_keys
from streams.wiring.supervise.named_servers import require_broker, require_database

#: The discard port: nobody listens there.
CLOSED = "127.0.0.1:9"
URL = f"postgresql://hub:hunter2@{CLOSED}/hub"


def test_hub_up_names_the_database() -> None:
    """An existing database that is away: its setting, its place, the next step."""
    with pytest.raises(ServerUnavailable) as away:
        require_database(URL, timeout_s=2)
    text = str(away.value)
    assert f"No database answers at HUB_DATABASE_URL ({CLOSED}). Start it" in text
    assert "hunter2" not in text


def test_hub_up_names_the_broker() -> None:
    """An existing broker that is away: its setting, its place, the next step."""
    with pytest.raises(ServerUnavailable) as away:
        require_broker(CLOSED, timeout_s=2)
    assert f"No Kafka broker answers at HUB_BOOTSTRAP_SERVERS ({CLOSED}). Start it" in str(
        away.value
    )


@pytest.mark.parametrize("command", [("replay",), ("digest",), ("holds",)])
def test_commands_name_the_database(tmp_path: Path, command: tuple[str, ...]) -> None:
    """`hub replay` and its neighbours end with a sentence, not with a traceback."""
    api = "http://127.0.0.1:9"
    found = Endpoints(bootstrap=CLOSED, registry=f"{api}/registry", database=URL, api=api)
    write_endpoints(tmp_path, found)
    make_missing_keys(tmp_path / "keys")
    result = CliRunner().invoke(app, command, obj={"HUB_DATA": str(tmp_path)})
    assert isinstance(result.exception, CannotRun)
    text = str(result.exception)
    assert text.startswith(f"The hub's database at {CLOSED} does not answer.")
    assert "hub status" in text
    assert "hunter2" not in text


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (psycopg.errors.QueryCanceled(), "answers, but ended the query"),
        (psycopg.errors.LockNotAvailable(), "answers, but could not do it: LockNotAvailable"),
        (psycopg.errors.AdminShutdown(), "does not answer"),
        (psycopg.OperationalError("connection refused"), "does not answer"),
    ],
)
def test_only_a_database_that_is_away_is_called_away(
    fault: psycopg.OperationalError, words: str
) -> None:
    """A time-out of a statement, or a lock not given, is told as what it is."""
    with pytest.raises(CannotRun) as told, database_told(URL):
        raise fault
    assert words in str(told.value)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        (URL, CLOSED),
        ("postgresql://hub@db.example/hub", "db.example:5432"),
        ("postgresql://hub:hunter2@a.example:1,b.example:2/hub", "a.example:1,b.example:2"),
        ("postgresql:///hub?host=/run/postgresql&port=5433", "/run/postgresql:5433"),
        ("no address: hunter2", "an address that cannot be read"),
    ],
)
def test_a_place_is_host_and_port(url: str, place: str) -> None:
    """Nothing but host and port of an address is shown."""
    assert place_of(url) == place
