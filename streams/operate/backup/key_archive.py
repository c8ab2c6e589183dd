"""
密钥包: the hub's key files in one file of their own, encrypted with a passphrase.

Never beside the database: whoever has both and the passphrase can read every identity number. The
file is a salt and a nonce, then AES-256-GCM of a tar archive; the key comes from the passphrase by
scrypt (RFC 7914, N = 2^17, r = 8, p = 1: 128 MiB and a good part of a second for each guess).
"""

import io
import os
import tarfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from streams.operate.backup.key_checks import KeysDoNotFit
from streams.wiring.failures import CannotRun
from streams.wiring.whole_file import sync_folder

MAGIC: Final = b"credit-hub keys 1\n"
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
SHORTEST_PASSPHRASE: Final = 12
#: What an archive holds, below the keys folder and the data folder.
KEYS: Final = "keys"
DEPARTMENTS: Final = "departments"

Files = Mapping[str, bytes]


def gather(keys_folder: Path, data: Path) -> Files:
    """The key files with partners' settings, and the importers' numbering keys."""
    found = {}
    for top, folder in ((KEYS, keys_folder), (DEPARTMENTS, data / DEPARTMENTS)):
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.name.endswith(".part"):
                found[f"{top}/{file.relative_to(folder).as_posix()}"] = file.read_bytes()
    return found


def seal(files: Files, passphrase: str) -> bytes:
    """The archive of these files. Raises `CannotRun` for a short passphrase."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise CannotRun(f"A passphrase of keys has {SHORTEST_PASSPHRASE} characters or more.")
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(content), 0o600
            archive.addfile(info, io.BytesIO(content))
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    head = MAGIC + salt + nonce
    return head + AESGCM(_key(passphrase, salt)).encrypt(nonce, plain.getvalue(), head)


def unseal(archive: bytes, passphrase: str) -> Files:
    """The files of an archive. Raises `KeysDoNotFit`."""
    head = archive[: len(MAGIC) + SALT_BYTES + NONCE_BYTES]
    if not head.startswith(MAGIC) or len(archive) <= len(head):
        raise KeysDoNotFit(
            "The key file is none that hub backup --keys wrote, or it was cut off.", "S1005"
        )
    salt, nonce = head[len(MAGIC) : -NONCE_BYTES], head[-NONCE_BYTES:]
    try:
        plain = AESGCM(_key(passphrase, salt)).decrypt(nonce, archive[len(head) :], head)
    except InvalidTag:
        raise KeysDoNotFit(
            "The key file does not open: the passphrase is another one, or the file is damaged.",
            "S1005",
        ) from None
    with tarfile.open(fileobj=io.BytesIO(plain)) as found:
        return {member.name: _content(found, member) for member in found if member.isfile()}


def key_files(files: Files) -> Files:
    """The keys' own files in an archive, by their names."""
    prefix = f"{KEYS}/"
    return {name.removeprefix(prefix): files[name] for name in files if name.startswith(prefix)}


def put_back(files: Files, keys_folder: Path, data: Path) -> tuple[str, ...]:
    """
    Write the files that are missing; the names of what was written.

    A file that is there with other contents is refused before anything is written.
    """
    places = {name: _place(name, keys_folder, data) for name in files}
    others = [
        str(place)
        for name, place in places.items()
        if place.exists() and place.read_bytes() != files[name]
    ]
    if others:
        raise KeysDoNotFit(f"These files are there and others: {', '.join(others)}. Move them.")
    missing = [name for name, place in places.items() if not place.exists()]
    for name in missing:
        _write(places[name], files[name])
    return tuple(missing)


def write_private(file: Path, content: bytes) -> None:
    """
    After the call a new file, on disk, has this content; only its owner can read it.

    Raises `CannotRun` where it cannot be written; then there is none.
    """
    try:
        _write(file, content)
    except FileExistsError as there:
        raise CannotRun(f"{file} is there already. Name a new file for the keys.") from there
    except OSError as refused:
        with suppress(OSError):
            file.unlink()
        raise CannotRun(
            f"The keys cannot be written to {file} ({refused.strerror}). Name a file at a place "
            "that can be written."
        ) from refused


def _place(name: str, keys_folder: Path, data: Path) -> Path:
    top, *rest = PurePosixPath(name).parts
    base = {KEYS: keys_folder, DEPARTMENTS: data / DEPARTMENTS}.get(top)
    if base is None or not rest or ".." in rest:
        raise KeysDoNotFit(f"The key file holds {name!r}, which no hub wrote there.")
    return base.joinpath(*rest)


def _write(file: Path, content: bytes) -> None:
    _folders(file.parent)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    sync_folder(file.parent)


def _folders(folder: Path) -> None:
    missing: Iterable[Path] = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(list(missing)):
        each.mkdir(mode=0o700)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return b"" if file is None else file.read()


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())
