"""
The manifest of a backup (清单): what it holds, as of when, and the digest of every byte.

It is written last, so that a backup that was cut off has none. Its seal is made with a key that no
backup holds: who can write where backups lie cannot make one (ADR 0364).
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from streams.wiring.failures import CannotRun
from streams.wiring.whole_file import write_whole

MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
FORM: Final = 2
_BLOCK: Final = 1 << 20

#: Called with bytes done and bytes in all.
Progress = Callable[[int, int], None]


class BadBackup(CannotRun):
    """A folder is no backup, or not a whole one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupManifest:
    """
    `entry`, `day`, `positions`: where the line stood. `keys`: check values of the hub's keys by
    name and version. `manual_clock`: its first day, "" without one. Times are RFC 3339 in UTC.
    `seal`: over all else, by the hub that took it; "" where there is none yet.
    """

    form: int = FORM
    taken_at: str
    code_version: str
    server_major: int
    tool_major: int
    entry: int
    day: str
    manual_clock: str
    positions: tuple[tuple[str, int, int], ...]
    keys: Mapping[str, str]
    dump_bytes: int
    dump_sha256: str
    seal: str = ""


def write_manifest(folder: Path, manifest: BackupManifest) -> None:
    """After the call the backup is whole, on disk, and only its owner can read it."""
    plain = asdict(manifest)
    text = json.dumps({**plain, "sha256": _checksum(plain)}, ensure_ascii=False, indent=1)
    write_whole(folder / MANIFEST, text + "\n")


def sealed(manifest: BackupManifest, secret: bytes) -> BackupManifest:
    """The same with its seal; `secret`: the hub's `identity-hmac`."""
    said = b"backup\n" + _canonical(asdict(replace(manifest, seal="")))
    return replace(manifest, seal=hmac.digest(secret, said, "sha256").hex())


def require_seal(folder: Path, manifest: BackupManifest, secret: bytes) -> None:
    """Raises `BadBackup` where what `folder` holds is not what a hub of this key took."""
    if not hmac.compare_digest(sealed(manifest, secret).seal, manifest.seal):
        raise BadBackup(
            f"{folder} is not what the hub of these keys backed up: somebody altered it, or made "
            "it. Do not bring it back. Take another backup, and see who can write where it lay."
        )


def read_manifest(folder: Path) -> BackupManifest:
    """
    The manifest of a backup, whoever wrote it: `require_seal` tells that.

    Raises `BadBackup` where it is missing, damaged or of another form.
    """
    file = folder / MANIFEST
    if not folder.is_dir():
        raise BadBackup(f"There is no backup at {folder}. Name the folder that hub backup wrote.")
    if not file.exists():
        raise BadBackup(
            f"{folder} has no {MANIFEST}: the backup was cut off before it was whole, or this is "
            "none. Take the one before."
        )
    try:
        plain: dict[str, Any] = json.loads(file.read_text("utf-8"))
        said = plain.pop("sha256")
    except (ValueError, KeyError, AttributeError):
        raise BadBackup(f"{file} is damaged: it cannot be read. Take another backup.") from None
    if said != _checksum(plain):
        raise BadBackup(f"{file} was altered: its digest does not fit. Take another backup.")
    if plain["form"] != FORM:
        raise BadBackup(
            f"{file} is of form {plain['form']}, which this version does not read. Bring it back "
            "with the version of the hub that wrote it."
        )
    positions = tuple((topic, partition, at) for topic, partition, at in plain["positions"])
    return BackupManifest(**{**plain, "positions": positions})


def check_dump(folder: Path, manifest: BackupManifest, progress: Progress) -> None:
    """Every byte of the dump is what was written. Raises `BadBackup`."""
    file = folder / DUMP
    size = file.stat().st_size if file.exists() else 0
    if size != manifest.dump_bytes:
        raise BadBackup(
            f"{file} has {size} bytes instead of {manifest.dump_bytes}: it was cut off when it was "
            "copied. Copy it again, or take another backup."
        )
    found, done = hashlib.sha256(), 0
    with file.open("rb") as content:
        while block := content.read(_BLOCK):
            found.update(block)
            done += len(block)
            progress(done, size)
    if found.hexdigest() != manifest.dump_sha256:
        raise BadBackup(
            f"{file} is not what was backed up: its digest does not fit. Take another backup."
        )


def _checksum(plain: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(plain)).hexdigest()


def _canonical(plain: Mapping[str, Any]) -> bytes:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
