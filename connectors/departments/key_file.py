"""
密钥文件: a secret key in a file that only its owner can read.

One line a version, `<version> <64 hexadecimal digits>`, the form of the hub's own key files. The
highest version is used for what is new, the lower ones stay for what was written with them. A key
is made on first use and never again: without it, what it was used for is lost.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from connectors.departments.failures import Busy, KeyMissing

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key with its versions."""

    #: Version → 32 secret bytes.
    versions: Mapping[int, bytes] = field(repr=False)

    @property
    def newest(self) -> int:
        """The version for what is new."""
        return max(self.versions)


def obtain_key(file: Path, *, in_use: bool, loss: str) -> Key:
    """
    The key in `file`, made there if nothing needs it yet; after the call it is on disk, mode 0600.

    `in_use` says that something was written with it, `loss` what a missing key costs. Raises
    `KeyMissing` when it is missing in use, open to others, or damaged, `Busy` when the disk does
    not take a new one.
    """
    try:
        return _read(file)
    except FileNotFoundError:
        if in_use:
            raise KeyMissing(
                f"The key file {file} is missing: without it {loss}. Bring it back from your "
                "backup; it is never made anew by itself.",
                "S1004",
            ) from None
    except OSError as refused:
        raise KeyMissing(
            f"The key file {file} cannot be read ({refused.strerror}).", "S1005"
        ) from None
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(file, {1: secrets.token_bytes(KEY_BYTES)})
    except OSError as refused:
        raise Busy(
            f"The key file {file} cannot be written ({refused.strerror}). Nothing was sent. Make "
            "room, then try again."
        ) from refused
    return _read(file)


def _read(file: Path) -> Key:
    if file.stat().st_mode & 0o077:
        raise KeyMissing(f"Others can read the key file {file}. Run: chmod 600 {file}", "S1005")
    versions: dict[int, bytes] = {}
    try:
        for line in file.read_text("ascii").splitlines():
            version, _, digits = line.partition(" ")
            versions[int(version)] = bytes.fromhex(digits)
    except ValueError:
        versions = {}
    if not versions or any(len(key) != KEY_BYTES for key in versions.values()):
        raise KeyMissing(
            f"The key file {file} is damaged: a line must be a version and 64 hexadecimal digits. "
            "Bring it back from your backup.",
            "S1005",
        )
    return Key(versions=versions)


def _write(file: Path, versions: Mapping[int, bytes]) -> None:
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as content:
        content.writelines(f"{version} {key.hex()}\n" for version, key in versions.items())
        content.flush()
        os.fsync(content.fileno())
    part.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """After the call the names in the folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
