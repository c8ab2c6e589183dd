"""密钥: the hub's secret keys, files that only their owner can read.

A key file has one line a version, `<version> <64 hexadecimal digits>`. The highest version is used
for what is new; the lower ones stay for what was written with them. `docs/keys.md` tells what
losing each one means. Keys are made once, while there is no data that needs them, and never again.
"""

import secrets
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from streams.wiring.failures import CannotRun, Fault
from streams.wiring.whole_file import alone_in, write_whole

KEY_BYTES = 32

#: What is lost with each key.
LOSS: Mapping[str, str] = {
    "identity-hmac": "no subject can be found by its code any more; every event would make a "
    "second subject",
    "identity-encryption": "identity numbers and quarantined messages in the database cannot be "
    "read any more",
    "outbox": "events that wait in an outbox file to be sent cannot be read any more",
    "hub-ed25519": "partners refuse the hub's messages until they have its new public key",
}


class KeyFault(CannotRun):
    """A key file is missing, open to others, or not readable as a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRing:
    """Versions of one key."""

    #: Version → 32 secret bytes.
    versions: Mapping[int, bytes] = field(repr=False)
    #: Gives the versions there are by now: another process may use one that was made since.
    by_now: Callable[[], Mapping[int, bytes]] = field(default=dict, repr=False, compare=False)

    @property
    def newest(self) -> int:
        """The version in use for what is new."""
        return max(self.versions)

    @property
    def current(self) -> bytes:
        """The key in use for what is new."""
        return self.versions[self.newest]

    @property
    def oldest_first(self) -> tuple[bytes, ...]:
        """Every version's key; a message that is signed is signed with all of them."""
        return tuple(key for _, key in sorted(self.versions.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """All keys of a hub."""

    #: HMAC-SHA-256 under which identity numbers are found; its version never changes.
    identity_hmac: KeyRing
    #: AES-256-GCM of identity numbers at rest.
    identity_encryption: KeyRing
    #: AES-256-GCM of the department SDK's outbox file.
    outbox: KeyRing
    #: Seeds of the Ed25519 keys with which the hub signs.
    hub_ed25519: KeyRing


def load_keys(folder: Path) -> Keys:
    """The keys in `folder`. Raises `KeyFault`, naming every file that is at fault."""
    faults: list[Fault] = []
    rings: dict[str, KeyRing] = {}
    for name in LOSS:
        found = _ring(folder, name)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            rings[name.replace("-", "_")] = found
    if faults:
        raise KeyFault.because_of(
            faults,
            "The hub does not start without its keys:",
            "Bring back from your backup what is missing or damaged. It is never made anew by "
            "itself; docs/keys.md tells what to do when there is no backup.",
        )
    return Keys(**rings)


def make_missing_keys(folder: Path) -> tuple[str, ...]:
    """Make the key files that `folder` lacks; only for a hub that has no data yet.

    Returns their names. After the call they are on disk, mode 0600.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    missing = tuple(name for name in LOSS if not (folder / name).exists())
    for name in missing:
        _write(folder / name, {1: secrets.token_bytes(KEY_BYTES)})
    return missing


def next_version(folder: Path, name: str) -> int:
    """The version that a rotation of `name` makes. Raises `KeyFault` where none may be made."""
    if name == "identity-hmac" or name not in LOSS:
        rotating = ", ".join(sorted(set(LOSS) - {"identity-hmac"}))
        raise KeyFault(f"{name} cannot be rotated. These can: {rotating}.")
    return _present(folder, name).newest + 1


def rotate(
    folder: Path,
    name: str,
    around: Callable[[int], AbstractContextManager[None]] = lambda _: nullcontext(),
) -> int:
    """
    Add a new version to the key `name`; the old ones stay. Returns the new version.

    One rotation at a time: of two that begin together each adds its own. `around` gets the version
    before it is there, and is left once it is on disk.
    """
    next_version(folder, name)
    with alone_in(folder):
        version = next_version(folder, name)
        ring = _present(folder, name)
        with around(version):
            _write(folder / name, {**ring.versions, version: secrets.token_bytes(KEY_BYTES)})
    return version


def _present(folder: Path, name: str) -> KeyRing:
    found = _ring(folder, name)
    if isinstance(found, Fault):
        raise KeyFault(found.text, found.code)
    return found


def _ring(folder: Path, name: str) -> KeyRing | Fault:
    file = folder / name
    try:
        return KeyRing(versions=_read(file), by_now=partial(_read_again, file))
    except FileNotFoundError:
        return Fault(code="S1004", text=f"{file} is missing: without it {LOSS[name]}.")
    except OSError as refused:
        why = f"cannot be read ({refused.strerror}). Run as its owner"
        return Fault(code="S1005", text=f"{file} {why}.")
    except ValueError as fault:
        return Fault(code="S1005", text=f"{file}: {fault}")


def _read_again(file: Path) -> Mapping[int, bytes]:
    """Nothing where the file cannot be used: whoever looks for a version says it is missing."""
    try:
        return _read(file)
    except (OSError, ValueError):
        return {}


def _read(file: Path) -> Mapping[int, bytes]:
    if file.stat().st_mode & 0o077:
        raise ValueError(f"others can read it. Run: chmod 600 {file}")
    text = file.read_text("ascii")
    try:
        versions = versions_of(text)
    except ValueError:
        raise ValueError("is damaged: a line is not `version hexadecimal-digits`") from None
    if not versions or any(len(key) != KEY_BYTES for key in versions.values()):
        raise ValueError(f"is damaged: it must hold keys of {KEY_BYTES} bytes")
    return versions


def versions_of(text: str) -> Mapping[int, bytes]:
    """The versions in the text of a key file; raises `ValueError` where a line is none."""
    lines = (line.partition(" ") for line in text.splitlines())
    return {int(version): bytes.fromhex(digits) for version, _, digits in lines}


def _write(file: Path, versions: Mapping[int, bytes]) -> None:
    write_whole(file, "".join(f"{version} {key.hex()}\n" for version, key in versions.items()))
