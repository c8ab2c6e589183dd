"""Check values: by which the keys of a backup are known again, and which tell nothing of them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from streams.wiring.failures import CannotRun
from streams.wiring.keys import LOSS, load_keys, versions_of


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


def require_fitting(found: Mapping[str, str], wanted: Mapping[str, str], where: str) -> None:
    """Every key that was in use is there, the same. Later versions may be there too."""
    wrong = sorted(name for name, value in wanted.items() if found.get(name) != value)
    if wrong:
        raise KeysDoNotFit(
            f"The keys {where} are not those of the backup: {', '.join(wrong)} differ or are "
            "missing. With others nothing in the database could be read.",
            "S1005",
        )


def _check_value(name: str, version: int, secret: bytes) -> str:
    return hashlib.sha256(f"hub key {name} {version}\0".encode() + secret).hexdigest()[:16]
