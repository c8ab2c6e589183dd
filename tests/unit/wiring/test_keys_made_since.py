"""A process that started before a rotation opens what another one closed with the new version."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from streams.sending.push import Push
from streams.sending.relay import Relay
from streams.store.seal import CannotOpen, Seal
from streams.wiring.keys import KEY_BYTES, KeyRing, load_keys, make_missing_keys, rotate
from streams.wiring.settings import read_settings

NAME = "identity-encryption"
#: Servers that nobody asks here.
AWAY = {
    "HUB_BOOTSTRAP_SERVERS": "127.0.0.1:9",
    "HUB_DATABASE_URL": "postgresql://hub@127.0.0.1:9/hub",
}


def _seal(folder: Path) -> Seal:
    return Seal.of(load_keys(folder).identity_encryption)


def test_a_version_made_since_opens(tmp_path: Path) -> None:
    """The file is read again where the version is met; what is new keeps the version of before."""
    make_missing_keys(tmp_path)
    before = _seal(tmp_path)
    rotate(tmp_path, NAME)
    after = _seal(tmp_path)
    assert before.open(after.close(b"plain", b"cell"), b"cell", 2) == b"plain"
    assert after.open(before.close(b"plain", b"cell"), b"cell", before.version) == b"plain"
    assert (before.version, after.version) == (1, 2)


@pytest.mark.parametrize("process", [Push, Relay])
def test_a_sender_that_started_before_opens_it(
    tmp_path: Path, process: type[Push] | type[Relay]
) -> None:
    """Push and relay need no new start to send what a worker closed after the rotation."""
    settings = read_settings({"HUB_DATA": str(tmp_path), **AWAY})
    make_missing_keys(settings.keys_folder)
    sender = process.of(settings)
    rotate(settings.keys_folder, NAME)
    closed = _seal(settings.keys_folder).close(b"plain", b"cell")
    assert sender.seal.open(closed, b"cell", 2) == b"plain"


def test_the_file_is_read_once_for_a_version() -> None:
    """A version that was found stays; a cell of a version that is known asks nobody."""
    asked: list[int] = []
    both = {1: bytes(KEY_BYTES), 2: bytes(range(KEY_BYTES))}

    def by_now() -> dict[int, bytes]:
        asked.append(1)
        return both

    before = Seal.of(KeyRing(versions={1: both[1]}, by_now=by_now))
    closed = Seal.of(KeyRing(versions=both)).close(b"plain", b"cell")
    assert before.open(before.close(b"plain", b"cell"), b"cell", 1) == b"plain"
    assert asked == []
    for _ in range(3):
        assert before.open(closed, b"cell", 2) == b"plain"
    assert asked == [1]


@pytest.mark.parametrize(
    "at_fault",
    [Path.unlink, lambda file: file.write_text("2\n"), lambda file: file.chmod(0o644)],
    ids=["gone", "damaged", "open to others"],
)
def test_a_version_that_is_nowhere_is_missing(
    tmp_path: Path, at_fault: Callable[[Path], object]
) -> None:
    """Without its line in the file, or the file, the sentence says which version is missing."""
    make_missing_keys(tmp_path / "hub")
    before = _seal(tmp_path / "hub")
    shutil.copytree(tmp_path / "hub", tmp_path / "rotated")
    rotate(tmp_path / "rotated", NAME)
    closed = _seal(tmp_path / "rotated").close(b"plain", b"cell")
    with pytest.raises(CannotOpen, match="version 2 of identity-encryption is missing"):
        before.open(closed, b"cell", 2)
    shutil.copy(tmp_path / "rotated" / NAME, tmp_path / "hub" / NAME)
    at_fault(tmp_path / "hub" / NAME)
    with pytest.raises(CannotOpen, match="version 2 of identity-encryption is missing"):
        before.open(closed, b"cell", 2)
