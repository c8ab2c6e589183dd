"""`hub catalogue check`, and what shows a catalogue's rows."""

import json
import shutil
from pathlib import Path

import pytest
from support.catalogues import sample
from typer.testing import CliRunner

from schemas.catalogue.load import SAMPLE
from streams.operate.cli.catalogue import app
from streams.wiring.failures import CannotRun


def run(*arguments: str, catalogue: Path | None = None) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command."""
    environment = {"HUB_CATALOGUE": str(catalogue)} if catalogue else {}
    result = CliRunner().invoke(app, list(arguments), obj=environment)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of the sample catalogue that a test may spoil."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "city"))


def with_hole(city: Path) -> Path:
    """Name a list that is not there."""
    file = city / "lists.toml"
    text = file.read_text(encoding="utf-8").replace("[WAGE_ARREARS]", "[WAGES]")
    file.write_text(text, encoding="utf-8")
    return city


def with_end(city: Path) -> Path:
    """End the last edition of the first row on 2026-12-31."""
    file = city / "measures.toml"
    first = "valid_from = 2026-01-01\n"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(first, f"{first}valid_until = 2026-12-31\n", 1), encoding="utf-8")
    return city


def test_the_sample_city_may_be_loaded() -> None:
    """Without a folder the sample's version is told, exit code 0."""
    code, out, _ = run("check")
    assert code == 0
    assert sample().version in out


def test_a_hole_is_named_and_stops(city: Path) -> None:
    """File, row and reason on standard error, exit code 1."""
    code, out, err = run("check", str(with_hole(city)))
    assert code == 1
    assert "measures.toml [PRC-01 list/WAGE_ARREARS 2026]: trigger: unknown list" in err
    assert "may not be loaded" in out


def test_the_setting_names_the_folder(city: Path) -> None:
    """HUB_CATALOGUE is read where no folder is given; which folder was looked at is said."""
    code, out, _ = run("check", catalogue=with_hole(city))
    assert code == 1
    assert f"folder: {city}" in out.splitlines()
    assert "(the invented sample city)" in run("check")[1]


def test_a_warning_passes_and_depends_on_the_day(city: Path) -> None:
    """An edition or a year that ends unfollowed is told within 30 days of it; exit code 0."""
    with_end(city)
    code, out, _ = run("check", str(city), "--on", "2026-12-15", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["version"]
    warned = [(hole["file"], hole["warning"]) for hole in told["holes"]]
    assert warned == [("measures.toml", True), ("working-days.toml", True)]
    _, out, _ = run("check", str(city), "--on", "2026-06-15", "--json")
    assert json.loads(out)["holes"] == []


def test_check_as_json_names_the_same_holes(city: Path) -> None:
    """One line of JSON with file, row, reason; no version while it may not be loaded."""
    code, out, _ = run("check", str(with_hole(city)), "--json")
    told = json.loads(out)
    assert code == 1
    assert told["version"] is None
    assert {hole["file"] for hole in told["holes"]} == {"departments.toml", "measures.toml"}


SECTIONS = ("domains", "departments", "partners", "lists", "codes", "measures", "items")


def test_each_section_shows_every_row() -> None:
    """Each domain, department, partner, list, code, measure and item of the folder is there."""
    shown = {section: run(section)[1] for section in SECTIONS}
    catalogue = sample()
    ids = {
        "domains": {row.name for row in catalogue.domains.values()},
        "departments": catalogue.departments.keys(),
        "partners": catalogue.partners.keys(),
        "lists": catalogue.lists.keys(),
        "codes": {code for rows in catalogue.codes.values() for code in rows},
        "measures": {row.measure for row in catalogue.measures},
        "items": catalogue.items.keys(),
    }
    assert [(s, one) for s in SECTIONS for one in ids[s] if one not in shown[s]] == []
    assert "2026" in run("working-days")[1]


def test_a_program_reads_a_section_as_one_array_with_names_for_numbers() -> None:
    """Ranks and effects stand by the names of the files; each row says its own id."""
    rows = {row["id"]: row for row in json.loads(run("departments", "--json")[1])}
    assert rows["nation"]["rank"] == "NATION"
    effects = {row["effect"] for row in json.loads(run("measures", "--json")[1])}
    assert effects >= {"CAUTION", "REFUSE", "CONTROL"}
    for section in (*SECTIONS, "working-days"):
        assert len(json.loads(run(section, "--json")[1])) > 3


def test_a_section_of_a_folder_with_a_hole_says_so(city: Path) -> None:
    """Half a catalogue is not shown."""
    code, out, err = run("lists", str(with_hole(city)))
    assert code == 1
    assert not out
    assert "unknown list" in err


def test_a_hole_is_told_to_a_program_too(city: Path) -> None:
    """With --json what is wrong stands on standard output as well, when shown and when loaded."""
    asked = (("lists", str(with_hole(city))), ("load", str(city), "--by", "甲", "--because", "乙"))
    for arguments in asked:
        code, out, err = run(*arguments, "--json")
        assert code == 1
        assert json.loads(out) == {"error": err.strip(), "codes": []}
        assert "unknown list" in err


def test_a_load_never_takes_the_sample_by_itself() -> None:
    """Without a folder and HUB_CATALOGUE nothing is loaded: the sample is nobody's law."""
    told = CliRunner().invoke(app, ["load", "--by", "甲", "--because", "例行更新"], obj={})
    assert isinstance(told.exception, CannotRun)
    assert "or set HUB_CATALOGUE" in str(told.exception)


def test_diff_names_rows_of_two_folders(city: Path) -> None:
    """Without a hub, each row that differs with its fields; equal folders differ in none; a hole in
    either is named, exit code 1."""
    code, out, _ = run("diff", str(SAMPLE), str(with_end(city)))
    assert code == 0
    assert out.startswith("~ measures  ")
    assert "valid_until: None → 2026-12-31" in out
    assert "have the same rows" in run("diff", str(SAMPLE), str(SAMPLE))[1]
    (row,) = json.loads(run("diff", str(SAMPLE), str(city), "--json")[1])["rows"]
    assert row["how"] == "CHANGED"
    code, _, err = run("diff", str(SAMPLE), str(with_hole(city)))
    assert code == 1
    assert "unknown list" in err


def test_a_new_catalogue_is_the_sample_with_its_comments(tmp_path: Path) -> None:
    """It may be checked and changed at once; what to change first is told."""
    code, out, _ = run("new", str(tmp_path / "my" / "city"))
    assert code == 0
    assert "departments.toml: your bodies" in out
    found = {path.name: path.read_bytes() for path in (tmp_path / "my" / "city").iterdir()}
    assert found == {path.name: path.read_bytes() for path in SAMPLE.glob("*.toml")}
    assert run("check", str(tmp_path / "my" / "city"))[0] == 0


def test_a_folder_that_has_something_is_left_alone(city: Path) -> None:
    """Nobody's catalogue is written over; an empty folder is taken."""
    (city / "lists.toml").unlink()
    before = sorted(city.iterdir())
    told = CliRunner().invoke(app, ["new", str(city)], obj={})
    assert isinstance(told.exception, CannotRun)
    assert "has something in it: nothing was written" in str(told.exception)
    assert sorted(city.iterdir()) == before
    (city.parent / "empty").mkdir()
    assert run("new", str(city.parent / "empty"), "--json")[0] == 0
