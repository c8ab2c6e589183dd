"""Key files: made once, kept, and missed loudly."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from streams.wiring.keys import LOSS, KeyFault, load_keys, make_missing_keys, rotate


def test_made_once(tmp_path: Path) -> None:
    """Keys are made where there are none, are different, and stay as they are."""
    assert set(make_missing_keys(tmp_path / "keys")) == set(LOSS)
    keys = load_keys(tmp_path / "keys")
    assert make_missing_keys(tmp_path / "keys") == ()

    assert load_keys(tmp_path / "keys") == keys
    rings = (keys.identity_hmac, keys.identity_encryption, keys.outbox, keys.hub_ed25519)
    assert len({ring.current for ring in rings}) == 4
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "keys").iterdir()} == {0o600}


@pytest.mark.parametrize("name", LOSS)
def test_missing_key_is_named_and_not_made(tmp_path: Path, name: str) -> None:
    """Without a key the hub refuses, names the file and says what is lost; no file appears."""
    make_missing_keys(tmp_path)
    (tmp_path / name).unlink()

    with pytest.raises(KeyFault) as fault:
        load_keys(tmp_path)

    assert f"S1004 {tmp_path / name} is missing: without it {LOSS[name]}" in str(fault.value)
    assert fault.value.codes == ("S1004",)
    assert not (tmp_path / name).exists()


def test_open_key_is_refused(tmp_path: Path) -> None:
    """A key file that others can read is refused, with the command that mends it."""
    make_missing_keys(tmp_path)
    (tmp_path / "outbox").chmod(0o644)

    with pytest.raises(KeyFault, match=r"S1005 .*others can read it\. Run: chmod 600 ") as fault:
        load_keys(tmp_path)
    assert fault.value.codes == ("S1005",)
    assert "Bring back from your backup what is missing or damaged." in str(fault.value)


def test_a_key_that_may_not_be_read_is_its_owners(tmp_path: Path) -> None:
    """The system's own word for it stands there, once, with who could read it."""
    make_missing_keys(tmp_path)
    (tmp_path / "outbox").unlink()
    (tmp_path / "outbox").mkdir(mode=0o700)
    with pytest.raises(KeyFault, match=r"outbox cannot be read \(Is a directory\)\. Run as its"):
        load_keys(tmp_path)


def test_all_key_files_at_fault_are_told_together(tmp_path: Path) -> None:
    """A missing file and a damaged one are two lines, each with its code."""
    make_missing_keys(tmp_path)
    (tmp_path / "outbox").unlink()
    (tmp_path / "hub-ed25519").write_text("")
    with pytest.raises(KeyFault) as fault:
        load_keys(tmp_path)
    assert fault.value.codes == ("S1004", "S1005")
    assert sum(line.startswith("  S100") for line in str(fault.value).splitlines()) == 2


@pytest.mark.parametrize("at_fault", [Path.unlink, Path.touch], ids=["missing", "emptied"])
def test_a_key_at_fault_is_not_rotated(tmp_path: Path, at_fault: Callable[[Path], None]) -> None:
    """A rotation adds to what is there: without it the file stays as it is, and is told."""
    make_missing_keys(tmp_path)
    (tmp_path / "outbox").write_text("")
    at_fault(tmp_path / "outbox")
    with pytest.raises(KeyFault, match=r"^S100[45] "):
        rotate(tmp_path, "outbox")
    assert not (tmp_path / "outbox").exists() or not (tmp_path / "outbox").read_text()


@pytest.mark.parametrize("content", ["", "1 abcd\n", "one 00\n", "1\n"])
def test_damaged_key_is_refused_without_its_bytes(tmp_path: Path, content: str) -> None:
    """A damaged key file is refused; the sentence does not repeat what it holds."""
    make_missing_keys(tmp_path)
    (tmp_path / "outbox").write_text(content)

    with pytest.raises(KeyFault, match="outbox: is damaged") as fault:
        load_keys(tmp_path)
    assert "abcd" not in str(fault.value)


def test_rotation_keeps_the_old_version(tmp_path: Path) -> None:
    """A rotated key has a new version in use, and the old one side by side."""
    make_missing_keys(tmp_path)
    before = load_keys(tmp_path).hub_ed25519

    assert rotate(tmp_path, "hub-ed25519") == 2
    after = load_keys(tmp_path).hub_ed25519
    assert after.newest == 2
    assert after.versions[1] == before.current != after.current


@pytest.mark.parametrize("name", ["identity-hmac", "unheard-of"])
def test_what_cannot_rotate(tmp_path: Path, name: str) -> None:
    """The hash key of subjects has one version for ever; other names are refused alike."""
    make_missing_keys(tmp_path)
    with pytest.raises(KeyFault, match="cannot be rotated"):
        rotate(tmp_path, name)


def test_keys_are_not_shown(tmp_path: Path) -> None:
    """No key byte is in the text of the keys."""
    make_missing_keys(tmp_path)
    keys = load_keys(tmp_path)

    assert repr(keys.outbox.current) not in repr(keys)
    assert keys.outbox.current.hex() not in repr(keys)


def test_every_loss_is_documented() -> None:
    """`docs/keys.md` has a row for every key."""
    page = Path(__file__).parents[3] / "docs" / "keys.md"
    assert [name for name in LOSS if f"| `{name}` |" not in page.read_text("utf-8")] == []


def test_of_two_rotations_at_once_none_is_lost(tmp_path: Path) -> None:
    """Each adds its own version, and says which: a key that was told to partners stays there."""
    make_missing_keys(tmp_path)
    with ThreadPoolExecutor(4) as operators:
        made = list(operators.map(lambda _: rotate(tmp_path, "outbox"), range(24)))
    assert sorted(made) == list(range(2, 26))
    assert sorted(load_keys(tmp_path).outbox.versions) == list(range(1, 26))
