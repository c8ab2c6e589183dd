"""Files that no reader should stumble over: each is a hole that names it, never a traceback."""

import shutil
from pathlib import Path

import pytest

from schemas.catalogue.hole import Hole
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the sample catalogue that a test may spoil."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "city"))


def holes_of(folder: Path) -> tuple[Hole, ...]:
    """The holes of a folder, which must have some."""
    read = read_catalogue(folder)
    assert not isinstance(read, Catalogue)
    return read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"a = {'9' * 5_000}\n", "is not TOML: "),
        (f"a = {'[' * 3_000}\n", "is not TOML: nested too deep"),
        ('a = "\x00"\n', "is not TOML: "),
    ],
)
def test_a_file_that_breaks_a_reader(city: Path, text: str, reason: str) -> None:
    """A number of 5,000 digits, a nest of 3,000 lists and a NUL are faults of the file."""
    (city / "partners.toml").write_text(text, encoding="utf-8")
    assert any(
        hole.file == "partners.toml" and hole.reason.startswith(reason) for hole in holes_of(city)
    )


def test_a_control_sign_in_a_text(city: Path) -> None:
    """TOML may write one with a backslash; nobody sees it, and PostgreSQL stores no NUL."""
    file = city / "partners.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('name = "', r'name = "\u0000', 1), encoding="utf-8")
    (hole,) = (hole for hole in holes_of(city) if "control sign" in hole.reason)
    assert hole.reason.startswith("name: has a control sign")


def test_a_brake_in_other_letters_is_no_brake_left_out(city: Path) -> None:
    """Whoever wrote `Brake.TOML` meant the brake: it is not silently off."""
    (city / "brake.toml").rename(city / "Brake.TOML")
    (hole,) = holes_of(city)
    assert (hole.file, hole.reason.split(";")[0]) == ("Brake.TOML", "unknown file")


def test_a_brake_that_leads_nowhere(city: Path) -> None:
    """A broken link is a file that cannot be read."""
    (city / "brake.toml").unlink()
    (city / "brake.toml").symlink_to(city / "elsewhere.toml")
    (hole,) = holes_of(city)
    assert (hole.file, hole.reason[:14]) == ("brake.toml", "cannot be read")


def test_a_file_with_a_byte_order_mark_is_read(city: Path) -> None:
    """Editors on Windows write one; it says nothing."""
    file = city / "partners.toml"
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert isinstance(read_catalogue(city), Catalogue)
