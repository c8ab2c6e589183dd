"""A server that does not answer is told: which one, where, what to do; never its password."""

import json
import shlex
import sys
from pathlib import Path

import psycopg
import pytest
from support.hub_process import hub
from typer.testing import CliRunner

from streams.operate.cli.main import app
from streams.operate.embedded.child import Child, Recipe
from streams.operate.embedded.failures import ServerUnavailable
from streams.operate.examination import examine
from streams.operate.supervise.instance import only_one
from streams.operate.supervise.named_servers import require_broker, require_database
from streams.store.away import database_told, place_of
from streams.wiring.endpoints import Endpoints, write_endpoints
from streams.wiring.failures import CannotRun
from streams.wiring.keys import make_missing_keys
from streams.wiring.settings import read_settings

#: The discard port: nobody listens there.
CLOSED = "127.0.0.1:9"
URL = f"postgresql://hub:hunter2@{CLOSED}/hub"
API = f"http://{CLOSED}"
ENDPOINTS = Endpoints(bootstrap=CLOSED, registry=f"{API}/registry", database=URL, api=API)


def test_hub_up_names_the_database() -> None:
    """An existing database that is away: its setting, its place, the next step."""
    with pytest.raises(ServerUnavailable) as away:
        require_database(URL, timeout_s=2)
    text = str(away.value)
    assert text.startswith(f"S2002 No database answers at HUB_DATABASE_URL ({CLOSED}). Start it")
    assert away.value.codes == ("S2002",)
    assert "hunter2" not in text


def test_hub_up_names_the_broker() -> None:
    """An existing broker that is away: its setting, its place, the next step."""
    with pytest.raises(ServerUnavailable) as away:
        require_broker(CLOSED, timeout_s=2)
    words = f"S2001 No Kafka broker answers at HUB_BOOTSTRAP_SERVERS ({CLOSED}). Start it"
    assert str(away.value).startswith(words)
    assert away.value.codes == ("S2001",)


def test_a_server_of_the_hubs_own_that_cannot_run_has_a_code(tmp_path: Path) -> None:
    """One that ends before it serves is told with how it ended and the end of its log."""
    recipe = Recipe(
        name="broker",
        argv=(sys.executable, "-c", "print('no room'); raise SystemExit(3)"),
        ready=lambda: False,
        log=tmp_path / "broker.log",
    )
    with pytest.raises(ServerUnavailable, match=r"S2004 broker ended with 3\.") as ended:
        Child(recipe).await_ready()
    assert "| no room" in str(ended.value)
    assert ended.value.codes == ("S2004",)


@pytest.mark.parametrize("command", [("replay",), ("digest",), ("holds",)])
def test_commands_name_the_database(tmp_path: Path, command: tuple[str, ...]) -> None:
    """`hub replay` and its neighbours end with a sentence, not with a traceback."""
    write_endpoints(tmp_path, ENDPOINTS)
    make_missing_keys(tmp_path / "keys")
    result = CliRunner().invoke(app, command, obj={"HUB_DATA": str(tmp_path)})
    assert isinstance(result.exception, CannotRun)
    text = str(result.exception)
    assert text.startswith(f"S2002 The hub's database at {CLOSED} does not answer.")
    assert "hub status" in text
    assert "hunter2" not in text


@pytest.mark.parametrize("command", ["status", "holds", "verify"])
def test_a_hub_that_never_ran_has_a_code(tmp_path: Path, command: str) -> None:
    """The sentence names the folder and how a hub is started; so does the line of `--json`."""
    done = hub(command, "--json", HUB_DATA=str(tmp_path))
    assert done.returncode == (2 if command == "verify" else 1)
    assert done.stderr.startswith("S2003 No hub ")
    assert f"on {tmp_path}" in done.stderr
    assert f"hub up --data {shlex.quote(str(tmp_path))}" in done.stderr, "elsewhere it makes a hub"
    assert json.loads(done.stdout) == {"error": done.stderr.strip(), "codes": ["S2003"]}


def test_a_file_that_was_not_imported_is_not_one_whose_rows_came_back(tmp_path: Path) -> None:
    """Exit code 2 with the sentence and the code, where the hub does not answer."""
    write_endpoints(tmp_path, ENDPOINTS)
    file = tmp_path / "rows.csv"
    file.touch()
    told = hub("import", "cf", str(file), "--department", "tax", "--json", HUB_DATA=str(tmp_path))
    assert told.returncode == 2
    assert told.stderr.startswith(f"S2003 The hub at http://{CLOSED} does not answer")
    assert json.loads(told.stdout) == {"error": told.stderr.strip(), "codes": ["S2003"]}


def test_a_failure_without_json_is_a_sentence_alone(tmp_path: Path) -> None:
    """Nothing stands on standard output, which is for results."""
    done = hub("up", HUB_DATA=str(tmp_path), HUB_WORKERS="none", HUB_API_PORT="0")
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()[1:]] == [
        "  S1002 HUB_API_PORT",
        "  S1002 HUB_WORKERS",
    ]


def test_a_doctor_tells_each_server_that_is_away(tmp_path: Path) -> None:
    """Broker and database of a hub that runs: which, where, with their codes."""
    write_endpoints(tmp_path, ENDPOINTS)
    with only_one(tmp_path):
        away = {
            found.subject: (found.codes, found.text)
            for found in examine(read_settings({"HUB_DATA": str(tmp_path)}))
            if found.subject in {"broker", "database"}
        }
    assert away == {
        "broker": (("S2001",), f"S2001 does not answer at {CLOSED}: see its log"),
        "database": (("S2002",), f"S2002 does not answer at {CLOSED}: see its log"),
    }


def test_a_status_tells_each_server_that_is_away(tmp_path: Path) -> None:
    """Exit code 1, both servers with their places, both codes in JSON, nothing of the password."""
    write_endpoints(tmp_path, ENDPOINTS)
    with only_one(tmp_path):
        told = CliRunner().invoke(app, ("status", "--json"), obj={"HUB_DATA": str(tmp_path)})
        shown = CliRunner().invoke(app, ("status",), obj={"HUB_DATA": str(tmp_path)})
    assert (told.exit_code, shown.exit_code) == (1, 1)
    assert json.loads(told.output)["codes"] == ["S2001", "S2002"]
    assert shown.output.count(f"does not answer at {CLOSED}") == 2
    assert "hunter2" not in shown.output + told.output


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (psycopg.errors.QueryCanceled(), "answers, but ended the query"),
        (psycopg.errors.LockNotAvailable(), "answers, but could not do it: LockNotAvailable"),
        (psycopg.errors.AdminShutdown(), "does not answer"),
        (psycopg.OperationalError("connection refused"), "does not answer"),
        (psycopg.errors.ReadOnlySqlTransaction(), "takes no changes now"),
    ],
)
def test_only_a_database_that_is_away_is_called_away(
    fault: psycopg.DatabaseError, words: str
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
