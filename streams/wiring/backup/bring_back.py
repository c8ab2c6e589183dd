"""
Bring a backup back into an empty place, in one transaction of the database.

With the rows a new generation begins: until partners are told anew (`retell.py`) nothing is sent to
them, and no id or sequence they may have seen is given again.
"""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

import psycopg

from streams.wiring.backup import key_archive
from streams.wiring.backup.manifest import DUMP, Manifest, Progress, check_dump, read_manifest
from streams.wiring.backup.statements import statement
from streams.wiring.backup.tools import Tool, for_server, last_words, tool
from streams.wiring.clock import MANUAL_CLOCK
from streams.wiring.database.connection import connect
from streams.wiring.embedded.child import Child
from streams.wiring.embedded.servers import embedded_postgres
from streams.wiring.failures import CannotRun
from streams.wiring.keys import LOSS
from streams.wiring.settings import Settings
from streams.wiring.supervise.instance import only_one

_BLOCK: Final = 1 << 18


class NotEmpty(CannotRun):
    """The place has something in it that a restore would have to destroy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a place holds now: the line as of `entry` and `day`, taken at `taken_at`."""

    entry: int
    day: str
    taken_at: str
    generation: int
    keys_written: tuple[str, ...]


def restore(
    settings: Settings,
    source: Path,
    keys: key_archive.Files | None,
    checked: Progress,
    brought: Callable[[int], None],
) -> Restored:
    """
    Bring the backup in the folder `source` back to where the settings say.

    `keys`: of a key archive; None where the key files lie in their folder already. `checked` gets
    bytes of the dump as they are checked, `brought` bytes of SQL as they are carried out. Raises
    `CannotRun`; then the database is as empty as it was.
    """
    manifest = read_manifest(source)
    if datetime.fromisoformat(manifest.taken_at) > datetime.now(UTC):
        raise CannotRun(
            f"The backup was taken at {manifest.taken_at}, which is not yet by this machine's "
            "clock. Set the clock right: what partners are told next is numbered by it."
        )
    check_dump(source, manifest, checked)
    with only_one(settings.data):
        _require_clock(settings.data, manifest)
        written = _bring_keys(settings, manifest, keys)
        with database_of(settings) as url:
            generation = _fill(url, source / DUMP, manifest, brought)
        if manifest.manual_clock:
            (settings.data / MANUAL_CLOCK).write_text(f"{manifest.manual_clock}\n", "ascii")
    return Restored(
        entry=manifest.entry,
        day=manifest.day,
        taken_at=manifest.taken_at,
        generation=generation,
        keys_written=written,
    )


def _require_clock(data: Path, manifest: Manifest) -> None:
    file = data / MANUAL_CLOCK
    has = file.read_text("ascii").strip() if file.exists() else ""
    if has and has != manifest.manual_clock:
        raise NotEmpty(
            f"{data} has a manual clock from {has} on, the backup has "
            f"{manifest.manual_clock or 'none'}. Name a new data folder with --data."
        )


def _bring_keys(
    settings: Settings, manifest: Manifest, keys: key_archive.Files | None
) -> tuple[str, ...]:
    folder = settings.keys_folder
    if keys is not None:
        found = key_archive.check_values_of(keys)
        key_archive.require_fitting(found, manifest.keys, "in the key file")
        return key_archive.put_back(keys, folder, settings.data)
    if not any((folder / name).exists() for name in LOSS):
        raise CannotRun(
            f"There are no keys in {folder}. Bring the key files back into it, or name the file of "
            "`hub backup --keys` with --keys. Without keys nothing can be read; see docs/keys.md."
        )
    there = key_archive.check_values(folder)
    key_archive.require_fitting(there, manifest.keys, f"in {folder}")
    return ()


@contextmanager
def database_of(settings: Settings) -> Iterator[str]:
    """The address of a database that answers; the data folder's own runs inside the block."""
    if settings.database_url is not None:
        yield settings.database_url
        return
    recipe, url = embedded_postgres(settings.data)
    server = Child(recipe)
    try:
        server.await_ready()
        yield url
    finally:
        server.stop()


def _fill(url: str, dump: Path, manifest: Manifest, brought: Callable[[int], None]) -> int:
    try:
        with connect(url, "hub restore") as connection:
            row = connection.execute(statement("relations")).fetchone()
    except psycopg.OperationalError as away:
        raise CannotRun("The database does not answer. Is HUB_DATABASE_URL right?") from away
    assert row is not None
    server_major, tables, some = row
    if tables:
        raise NotEmpty(
            f"The database is not empty: it has {tables} tables, among them {', '.join(some)}. A "
            "backup is only brought back into an empty database, so that nothing is overwritten: "
            "name another one in HUB_DATABASE_URL, or another data folder with --data."
        )
    if server_major < manifest.server_major:
        raise CannotRun(
            f"The backup is of PostgreSQL {manifest.server_major}, the server is version "
            f"{server_major}. Use a server of the same version or a newer one."
        )
    reading = tool("pg_restore", server_major, at_least=manifest.tool_major)
    _pipe(reading, tool("psql", server_major), url, dump, brought)
    with connect(url, "hub restore") as connection:
        found = connection.execute("SELECT max(number) FROM generation").fetchone()
    assert found is not None
    return int(found[0])


def _pipe(
    reading: Tool, writing: Tool, url: str, dump: Path, brought: Callable[[int], None]
) -> None:
    """The dump as SQL into the database, and what must follow it, all of it or nothing."""
    address, environment = for_server(url)
    read = [str(reading.program), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    write = [str(writing.program), "--no-psqlrc", "--quiet", "--single-transaction", "--file=-"]
    write += ["--output=/dev/null", "--set=ON_ERROR_STOP=1", f"--dbname={address}"]
    with (
        tempfile.TemporaryFile() as read_said,
        tempfile.TemporaryFile() as write_said,
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=read_said) as source,
        subprocess.Popen(
            write, stdin=subprocess.PIPE, stderr=write_said, env=environment
        ) as target,
    ):
        try:
            _carry(source, target, brought)
            _require_done("pg_restore", source, read_said)
            assert target.stdin is not None
            target.stdin.write(statement("after_restore"))
            target.stdin.close()
        except BrokenPipeError:
            _close(target)  # psql has ended, and says why
        except BaseException:
            source.kill()
            target.kill()
            raise
        if target.wait():
            source.kill()
        _require_done("psql", target, write_said)


def _carry(
    source: subprocess.Popen[bytes], target: subprocess.Popen[bytes], brought: Callable[[int], None]
) -> None:
    assert source.stdout is not None
    assert target.stdin is not None
    done = 0
    while block := source.stdout.read(_BLOCK):
        target.stdin.write(block)
        done += len(block)
        brought(done)


def _close(target: subprocess.Popen[bytes]) -> None:
    assert target.stdin is not None
    with suppress(BrokenPipeError):
        target.stdin.close()


def _require_done(name: str, running: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    if running.wait():
        said.seek(0)
        raise last_words(name, said.read())
