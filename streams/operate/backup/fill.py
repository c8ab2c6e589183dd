"""An empty database filled from a dump, in one transaction, with what must follow a restore."""

import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from streams.operate.backup.manifest import BackupManifest
from streams.operate.backup.tools import Tool, for_server, last_words, tool
from streams.statements import backup_statement
from streams.store.connection import connect
from streams.wiring.failures import CannotRun

_BLOCK: Final = 1 << 18


class NotEmpty(CannotRun):
    """The place has something in it that a restore would have to destroy."""


def fill(url: str, dump: Path, manifest: BackupManifest, brought: Callable[[int], None]) -> int:
    """
    The number of the generation that begins with what the dump holds.

    `brought` gets bytes of SQL as they are carried out. Raises `NotEmpty`, and `CannotRun` where it
    cannot be done; the database is empty then.
    """
    with connect(url, "hub restore") as connection:
        row = connection.execute(backup_statement("relations")).fetchone()
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
            try:
                _carry(source, target, brought)
                _require_done("pg_restore", source, read_said)
                assert target.stdin is not None
                target.stdin.write(backup_statement("after_restore"))
                target.stdin.close()
            except BrokenPipeError:
                _close(target)  # psql has ended, and says why
            if target.wait():
                source.kill()
        except BaseException:  # also while it is waited for: nobody commits behind our back
            for tool_running in (source, target):
                tool_running.kill()
                tool_running.wait()
            raise
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
