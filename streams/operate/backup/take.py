"""
Take a backup while the hub works: all of the database as of one moment, by PostgreSQL's `pg_dump`.

What is dumped and what the manifest says come from one exported snapshot. The worker is neither
stopped nor slowed by locks.
"""

import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from streams.operate.backup.key_checks import check_values
from streams.operate.backup.manifest import DUMP, BackupManifest, sealed, write_manifest
from streams.operate.backup.tools import Tool, for_server, last_words, tool
from streams.statements import backup_statement
from streams.store.connection import WALKING, Connection, connect
from streams.store.migrate import REPLAY_SCHEMA
from streams.store.topics import positions
from streams.wiring.clock import manual_clock
from streams.wiring.failures import CannotRun
from streams.wiring.keys import load_keys
from streams.wiring.whole_file import sync_folder

_BLOCK: Final = 1 << 18


class _Dumped(NamedTuple):
    size: int
    sha256: str


def take_backup(
    url: str, keys_folder: Path, data: Path, folder: Path, progress: Callable[[int], None]
) -> BackupManifest:
    """
    Back the database up into a new folder; returns what its manifest says.

    `progress` gets the bytes written so far. Raises `CannotRun`; what was written by then is
    removed.
    """
    check_values(keys_folder)  # before the dump, which may take an hour: they can be read
    _make(folder)
    try:
        with connect(url, "hub backup", WALKING) as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            row = connection.execute("SELECT pg_export_snapshot()").fetchone()
            assert row is not None
            _require_schema(connection)
            stands = connection.execute(backup_statement("stands")).fetchone()
            assert stands is not None
            entry, day, server_major = stands
            at = positions(connection)
            dump = tool("pg_dump", server_major)
            dumped = _dump(dump, url, row[0], folder, progress)
        manifest = BackupManifest(
            taken_at=datetime.now(UTC).isoformat(timespec="seconds"),
            code_version=version("credit-hub"),
            server_major=server_major,
            tool_major=dump.major,
            entry=entry,
            day="" if day is None else day.isoformat(),
            manual_clock=manual_clock(data),
            positions=tuple(sorted((*place, offset) for place, offset in at.items())),
            keys=check_values(keys_folder),  # of all that the rows may be encrypted with by now
            dump_bytes=dumped.size,
            dump_sha256=dumped.sha256,
        )
        manifest = sealed(manifest, load_keys(keys_folder).identity_hmac.current)
        write_manifest(folder, manifest)
    except BaseException as failure:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
        if isinstance(failure, OSError):
            raise CannotRun(
                f"The backup cannot be written to {folder} ({failure.strerror}). What was written "
                "of it is removed. Make room there, or name another place."
            ) from failure
        raise
    return manifest


def _make(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotRun(f"{folder} is not empty. A backup goes into a folder of its own: name one.")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as refused:
        raise CannotRun(f"{folder} cannot be made ({refused.strerror}).") from refused


def _require_schema(connection: Connection) -> None:
    row = connection.execute("SELECT to_regclass('generation')").fetchone()
    if row is None or row[0] is None:
        raise CannotRun(
            "The database has no hub in it, or one of an older version. Start this version on it "
            "once: hub up"
        )


def _dump(
    dump: Tool, url: str, snapshot: str, folder: Path, progress: Callable[[int], None]
) -> _Dumped:
    address, environment = for_server(url)
    argv = [str(dump.program), "--format=custom", "--no-owner", "--no-privileges"]
    argv += [f"--exclude-schema={REPLAY_SCHEMA}", f"--snapshot={snapshot}", f"--dbname={address}"]
    file, digest, size = folder / DUMP, hashlib.sha256(), 0
    with (
        tempfile.TemporaryFile() as said,
        os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written,
        subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=said, env=environment) as running,
    ):
        try:
            assert running.stdout is not None
            while block := running.stdout.read(_BLOCK):
                written.write(block)
                digest.update(block)
                size += len(block)
                progress(size)
        except BaseException:
            running.kill()
            raise
        if running.wait():
            said.seek(0)
            raise last_words("pg_dump", said.read())
        written.flush()
        os.fsync(written.fileno())
    sync_folder(folder)
    return _Dumped(size, digest.hexdigest())
