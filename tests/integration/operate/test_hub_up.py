"""`hub up` on real servers: it comes up, is looked after, and leaves nothing behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from support.hub_process import HubUp, await_that, environment, hub, hub_up, processes_of

from schemas.catalogue.load import SAMPLE
from streams.operate.embedded.as_user import NOBODY
from streams.operate.embedded.probes import broker_answers, database_answers
from streams.store.holder import holder
from streams.wiring.places import default_cache

SITE_PACKAGES = Path(psycopg.__file__).parents[1]
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that the database's user can pass through."""
    path = Path(tempfile.mkdtemp(prefix="hub-up-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[HubUp]:
    """A hub that serves."""
    with hub_up(folder / "running") as up:
        yield up


def test_it_answers(running: HubUp) -> None:
    """The printed addresses are those of a broker and of a database that answer."""
    assert broker_answers(running.bootstrap)
    assert database_answers(running.database)
    assert running.registry == f"{running.api}/registry"

    status = hub("status", "--json", "--data", str(running.data))
    assert status.returncode == 0
    assert json.loads(status.stdout)["process"] == running.process.pid


def test_no_password_is_printed(running: HubUp) -> None:
    """The printed address names the file of the password, which is its owner's alone."""
    passfile = running.data / "postgres" / "passfile"
    password = passfile.read_text().strip().rpartition(":")[2]

    assert running.database.endswith(f"?passfile={passfile}")
    assert passfile.stat().st_mode & 0o777 == 0o600
    assert [line for line in processes_of(running.data).values() if password in line] == []


def test_a_second_one_is_refused(running: HubUp) -> None:
    """A second hub on the same data is refused with a sentence, and the first goes on."""
    second = hub("up", "--data", str(running.data))

    assert second.returncode == 1
    assert f"A hub already runs on {running.data} (process {running.process.pid})" in second.stderr
    assert running.process.poll() is None


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("worker", "streams.operate.run worker"),
        ("database", "postgres -D"),
        ("broker", "kafka.Kafka"),
    ],
)
def test_a_killed_child_is_started_again(running: HubUp, name: str, program: str) -> None:
    """A child that was killed is back, under the same address, and the operator was told."""
    (killed,) = [pid for pid, line in processes_of(running.data).items() if program in line]
    os.kill(killed, signal.SIGKILL)

    def told() -> bool:
        said = (running.data.parent / "running.stderr").read_text()
        return f"{name} was ended by SIGKILL" in said and f"{name} serves again" in said

    await_that(f"the {name} is back", told)
    assert broker_answers(running.bootstrap)
    assert database_answers(running.database)


def test_a_standby_follows_a_killed_worker(folder: Path) -> None:
    """Of two workers the other decides within 15 s after a kill, and the hub is well again."""
    with hub_up(folder / "two", options=("--workers", "2")) as up:
        ready = [up.data / "run" / f"{name}.ready" for name in ("worker", "worker-2")]
        await_that("both workers are ready", lambda: all(file.exists() for file in ready))
        killed = deciding_process(up.database)
        workers = {
            pid
            for pid, line in processes_of(up.data).items()
            if "streams.operate.run worker" in line
        }
        (standby,) = workers - {killed}

        os.kill(killed, signal.SIGKILL)

        await_that("the other decides", lambda: deciding_process(up.database) == standby, 15)
        told = ("--by", "甲", "--because", "例行更新", "--json", "--data", str(up.data))
        loaded = hub("catalogue", "load", str(SAMPLE), *told)
        assert json.loads(loaded.stdout)["result"] == "DONE"
        await_that("well", lambda: hub("status", "--data", str(up.data)).returncode == 0)
        assert deciding_process(up.database) == standby
        assert up.stop() == 0
    assert processes_of(up.data) == {}


def test_stop_leaves_nothing_and_restart_keeps_everything(folder: Path) -> None:
    """After SIGTERM no process is left; the next start has the same addresses, keys and data."""
    with hub_up(folder / "kept") as first:
        with psycopg.connect(first.database) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
        keys = {key.name: key.read_bytes() for key in (first.data / "keys").iterdir()}
        assert first.stop() == 0
    assert processes_of(first.data) == {}

    with hub_up(folder / "kept") as second:
        assert (second.bootstrap, second.database, second.api) == (
            first.bootstrap,
            first.database,
            first.api,
        )
        with psycopg.connect(second.database) as connection:
            assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        assert {key.name: key.read_bytes() for key in (first.data / "keys").iterdir()} == keys

        assert hub("down", "--data", str(second.data)).returncode == 0
        assert second.process.wait(10) == 0
    assert processes_of(first.data) == {}


def test_killed_hub_takes_its_servers_along(folder: Path) -> None:
    """When the hub itself is killed, its servers end, and it can be started again at once."""
    with hub_up(folder / "killed") as up:
        os.kill(up.process.pid, signal.SIGKILL)
        up.process.wait()
        with hub_up(folder / "killed") as again:
            assert again.bootstrap == up.bootstrap
            assert database_answers(again.database)
            assert again.stop() == 0
    assert processes_of(up.data) == {}


def test_stop_while_it_starts_leaves_nothing(folder: Path) -> None:
    """A stop in the middle of the first start ends it cleanly, and the next start succeeds."""
    data = folder / "interrupted"
    starting = subprocess.Popen(
        [Path(sys.executable).with_name("hub"), "up", "--data", str(data)],
        env=environment(),
        stderr=subprocess.PIPE,
        text=True,
    )
    await_that("the broker starts", (data / "logs" / "broker.log").exists)
    starting.send_signal(signal.SIGINT)
    _, said = starting.communicate(timeout=60)

    assert (starting.returncode, processes_of(data)) == (0, {})
    assert "Stopped before everything was up" in said
    with hub_up(data) as up:
        assert database_answers(up.database)
    assert processes_of(data) == {}


def test_missing_key_stops_the_start(folder: Path) -> None:
    """A hub whose database has data but whose key is gone does not start, and says which."""
    with hub_up(folder / "keyless") as up:
        await_that("the worker has decided something", lambda: journal_entries(up.database) > 0)
        assert up.stop() == 0
    (up.data / "keys" / "identity-hmac").unlink()

    refused = hub("up", "--data", str(up.data))

    assert refused.returncode == 1
    assert f"S1004 {up.data / 'keys' / 'identity-hmac'} is missing" in refused.stderr
    assert not (up.data / "keys" / "identity-hmac").exists()
    assert processes_of(up.data) == {}


def test_servers_that_do_not_answer_are_told(folder: Path) -> None:
    """A broker or database that the settings name and that does not answer is named."""
    data = str(folder / "elsewhere")
    broker = hub("up", "--data", data, HUB_BOOTSTRAP_SERVERS="127.0.0.1:9")
    url = "postgresql://hub:hunter2@127.0.0.1:9/hub"
    database = hub("up", "--data", data, HUB_DATABASE_URL=url)

    assert (broker.returncode, database.returncode) == (1, 1)
    assert "S2001 No Kafka broker answers at HUB_BOOTSTRAP_SERVERS (127.0.0.1:9)" in broker.stderr
    assert "S2002 No database answers at HUB_DATABASE_URL (127.0.0.1:9)" in database.stderr
    assert "hunter2" not in database.stderr


def test_named_servers_are_used(broker: str, fresh_database: str, folder: Path) -> None:
    """With both servers named, the hub starts none of its own and uses these."""
    given = environment(HUB_BOOTSTRAP_SERVERS=broker, HUB_DATABASE_URL=fresh_database)
    with hub_up(folder / "named", env=given) as up:
        assert (up.bootstrap, up.database) == (broker, fresh_database)
        own = [line for line in processes_of(up.data).values() if "hub up" not in line]
        assert [line for line in own if "kafka.Kafka" in line or "postgres -D" in line] == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_ordinary_user_in_a_private_folder() -> None:
    """An ordinary user runs the hub below a folder that only this user can enter."""
    interpreter = shutil.which(f"python3.{sys.version_info.minor}", path="/usr/bin:/usr/local/bin")
    if interpreter is None or not all(_open_to_all(p) for p in (SITE_PACKAGES, default_cache())):
        pytest.skip("this checkout or its interpreter is private to root")
    private = Path(tempfile.mkdtemp(prefix="hub-private-"))
    os.chown(private, NOBODY, NOBODY)
    env = environment(PYTHONPATH=f"{ROOT}:{SITE_PACKAGES}", HOME=str(private))
    program = (interpreter, "-c", "from streams.operate.cli.begin import main; main()")
    cache = private / "cache"
    shutil.copytree(default_cache() / "jars", cache / "jars", ignore=lambda _, __: [".lock"])
    for path in (cache, cache / "jars", *(cache / "jars").iterdir()):
        os.chown(path, NOBODY, NOBODY)
    try:
        with hub_up(
            private / "data", argv=program, env={**env, "HUB_CACHE": str(cache)}, uid=NOBODY
        ) as up:
            assert database_answers(up.database)
            assert {Path(f"/proc/{pid}").stat().st_uid for pid in processes_of(up.data)} == {NOBODY}
            assert up.stop() == 0
        assert processes_of(up.data) == {}
    finally:
        shutil.rmtree(private)


def journal_entries(url: str) -> int:
    """How many transactions the hub has decided."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM journal").fetchone()
    assert row is not None
    return int(row[0])


def deciding_process(url: str) -> int:
    """Process id of the worker that beat last."""
    with psycopg.connect(url) as connection:
        found = holder(connection)
    assert found is not None
    return int(found.name.rpartition(":")[2])


def _open_to_all(path: Path) -> bool:
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in (path, *path.parents))
