"""Check values: by which the keys of a backup are known again, and which tell nothing of them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from streams.wiring.failures import CannotRun
from streams.wiring.keys import LOSS, load_keys, versions_of

#: What is stored is found and read with these; nothing stored was made with the others.
READ_WITH: Final = ("identity-hmac", "identity-encryption")


class KeysDoNotFit(CannotRun):
    """An archive does not open, or its keys are another hub's."""


def check_values(keys_folder: Path) -> Mapping[str, str]:
    """A value by which each version of each key is known again; it tells nothing of the key."""
    keys = load_keys(keys_folder)
    return {
        f"{name} {version}": _check_value(name, version, secret)
        for name in LOSS
        for version, secret in getattr(keys, name.replace("-", "_")).versions.items()
    }


def check_values_of(key_files: Mapping[str, bytes]) -> Mapping[str, str]:
    """As `check_values`, of key files by their names."""
    return {
        f"{name} {version}": _check_value(name, version, secret)
        for name in LOSS
        for version, secret in versions_of(key_files.get(name, b"").decode("ascii")).items()
    }


def require_fitting(
    found: Mapping[str, str], wanted: Mapping[str, str], where: str
) -> tuple[str, ...]:
    """
    Every key by which what is stored is read is there, the same; later versions may be too.

    Returns the other keys that are not there: the hub can do without them (`docs/keys.md`). Raises
    `KeysDoNotFit`.
    """
    wrong = sorted(name for name, value in wanted.items() if found.get(name) != value)
    needed = [name for name in wrong if name.split()[0] in READ_WITH]
    if needed:
        raise KeysDoNotFit(
            f"The keys {where} are not those of the backup: {', '.join(needed)} differ or are "
            "missing, and what was written with them could not be read. Name the keys of that "
            "time. Where they are lost, take a backup from before that key was made: what came "
            "since is decided again from the log.",
            "S1005",
        )
    return tuple(wrong)


def _check_value(name: str, version: int, secret: bytes) -> str:
    return hashlib.sha256(f"hub key {name} {version}\0".encode() + secret).hexdigest()[:16]
