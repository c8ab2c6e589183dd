"""The brake in a catalogue: off unless a factor is there, read, checked, kept, compared (R32)."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.catalogues import sample

from schemas.catalogue.brake import NO_BRAKE, Brake
from schemas.catalogue.difference import How, differing_rows
from schemas.catalogue.hole import Hole
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import catalogue_version, from_json, to_json


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the sample city's files."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "city"))


def read(city: Path, text: str) -> Catalogue | tuple[Hole, ...]:
    """The city's catalogue with this brake."""
    (city / "brake.toml").write_text(text, encoding="utf-8")
    return read_catalogue(city)


def test_the_sample_city_ships_without_and_says_why() -> None:
    """There is no factor, and a reason beside it."""
    assert sample().brake.factor is None
    assert sample().brake.reason.startswith("off: ")


def test_a_factor_is_read(city: Path) -> None:
    """With its reason; and it makes another catalogue of it."""
    found = read(city, 'factor = 3\nreason = "a year of numbers"')
    assert isinstance(found, Catalogue)
    assert found.brake == Brake(factor=3, reason="a year of numbers")
    assert found.version != sample().version
    assert from_json(to_json(found)) == found


def test_a_catalogue_may_do_without_the_file(city: Path) -> None:
    """Then there is no brake."""
    (city / "brake.toml").unlink()
    found = read_catalogue(city)
    assert isinstance(found, Catalogue)
    assert found.brake == NO_BRAKE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('factor = 0\nreason = "x"', "factor: must be 1 at least"),
        ("factor = 3", "reason: missing; say why"),
        ('factor = 2.5\nreason = "x"', "factor: "),
        ('factor = "3"\nreason = "x"', "factor: "),
        ('factors = 3\nreason = "x"', "factors: unknown key"),
        ("factor = ", "is not TOML"),
    ],
)
def test_what_is_no_brake_is_a_hole(city: Path, text: str, reason: str) -> None:
    """It is named with its file and reason, and nothing is guessed."""
    found = read(city, text)
    assert isinstance(found, tuple)
    assert [hole.file for hole in found] == ["brake.toml"]
    assert found[0].reason.startswith(reason)


def test_a_catalogue_stored_before_there_was_one_has_none() -> None:
    """It is read as it stands, keeps its version, and its text stays as it was."""
    old = replace(sample(), brake=NO_BRAKE)
    old = replace(old, version=catalogue_version(old))
    assert "brake" not in json.loads(to_json(old))
    assert from_json(to_json(old)) == old


def test_a_comparison_names_the_factor() -> None:
    """A load that turns the brake on, or changes it, shows what it changes."""
    on = replace(sample(), brake=replace(sample().brake, factor=3))
    (found,) = differing_rows(sample(), on)
    assert (found.section, found.how, found.fields) == ("brake", How.CHANGED, {"factor": (None, 3)})
    (gone,) = differing_rows(on, replace(on, brake=NO_BRAKE))
    assert gone.how is How.REMOVED
