"""
Bring a backup back into an empty place, in one transaction of the database.

With the rows a new generation begins: until partners are told anew (`retell.py`) nothing is sent to
them, and no id or sequence they may have seen is given again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from streams.operate.backup import key_archive
from streams.operate.backup.fill import NotEmpty, fill
from streams.operate.backup.key_checks import (
    check_values,
    check_values_of,
    require_fitting,
)
from streams.operate.backup.manifest import (
    DUMP,
    BackupManifest,
    Progress,
    check_dump,
    read_manifest,
    require_seal,
)
from streams.operate.embedded.child import Child
from streams.operate.embedded.servers import embedded_postgres
from streams.operate.supervise.instance import only_one
from streams.operate.supervise.named_servers import require_database
from streams.wiring.clock import MANUAL_CLOCK, manual_clock
from streams.wiring.failures import CannotRun
from streams.wiring.keys import LOSS, KeyRing, load_keys, versions_of
from streams.wiring.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """
    What a place holds now: the line as of `entry` and `day`, taken at `taken_at`.

    `keys_missing`: keys of the backup that are not there and that nothing stored was made with.
    """

    entry: int
    day: str
    taken_at: str
    generation: int
    keys_written: tuple[str, ...]
    keys_missing: tuple[str, ...] = ()


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
    secret, missing = _secret(settings, manifest, keys)
    require_seal(source, manifest, secret)
    if datetime.fromisoformat(manifest.taken_at) > datetime.now(UTC):
        raise CannotRun(
            f"The backup was taken at {manifest.taken_at}, which is not yet by this machine's "
            "clock. Set the clock right: what partners are told next is numbered by it."
        )
    check_dump(source, manifest, checked)
    with only_one(settings.data):
        _require_clock(settings.data, manifest)
        written = _bring_keys(settings, keys)
        if manifest.manual_clock:
            # Before the rows: a hub killed in between must not go by the machine's days.
            (settings.data / MANUAL_CLOCK).write_text(f"{manifest.manual_clock}\n", "ascii")
        with database_of(settings) as url:
            generation = fill(url, source / DUMP, manifest, brought)
    return Restored(
        entry=manifest.entry,
        day=manifest.day,
        taken_at=manifest.taken_at,
        generation=generation,
        keys_written=written,
        keys_missing=missing,
    )


def _require_clock(data: Path, manifest: BackupManifest) -> None:
    has = manual_clock(data)
    if has and has != manifest.manual_clock:
        raise NotEmpty(
            f"{data} has a manual clock from {has} on, the backup has "
            f"{manifest.manual_clock or 'none'}. Name a new data folder with --data."
        )


def _secret(
    settings: Settings, manifest: BackupManifest, keys: key_archive.Files | None
) -> tuple[bytes, tuple[str, ...]]:
    """
    The key with which the backup must be sealed, and its keys that are missing and need not be.

    Raises `CannotRun` where one is missing that must be there.
    """
    folder = settings.keys_folder
    if keys is not None:
        files = key_archive.key_files(keys)
        missing = require_fitting(check_values_of(files), manifest.keys, "in the key file")
        return KeyRing(
            versions=versions_of(files["identity-hmac"].decode("ascii"))
        ).current, missing
    if not any((folder / name).exists() for name in LOSS):
        raise CannotRun(
            f"There are no keys in {folder}. Bring the key files back into it, or name the file of "
            "`hub backup --keys` with --keys. Without keys nothing can be read; see docs/keys.md.",
            "S1004",
        )
    missing = require_fitting(check_values(folder), manifest.keys, f"in {folder}")
    return load_keys(folder).identity_hmac.current, missing


def _bring_keys(settings: Settings, keys: key_archive.Files | None) -> tuple[str, ...]:
    if keys is None:
        return ()
    return key_archive.put_back(keys, settings.keys_folder, settings.data)


@contextmanager
def database_of(settings: Settings) -> Iterator[str]:
    """The address of a database that answers; the data folder's own runs inside the block."""
    if settings.database_url is not None:
        require_database(settings.database_url)
        yield settings.database_url
        return
    recipe, url = embedded_postgres(settings.data)
    server = Child(recipe)
    try:
        server.await_ready()
        yield url
    finally:
        server.stop()
