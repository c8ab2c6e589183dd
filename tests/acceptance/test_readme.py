"""What the README tells a newcomer to type works, and what it points to is there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from imports import ROOT

PAGES = ("README.md", "README.zh-CN.md")
#: These take minutes: the first two lines, run by CI itself.
LONG = ("make demo", "make test")


def _commands(page: str) -> list[str]:
    blocks = re.findall(r"```\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


SHORT = [command for command in _commands(PAGES[0]) if command not in LONG]


def test_two_commands_come_first() -> None:
    """The README begins with the two commands that need nothing before them."""
    assert tuple(_commands(PAGES[0])[:2]) == LONG


def test_both_languages_tell_the_same() -> None:
    """The Chinese README has the same commands and leads to the same places."""
    assert _commands(PAGES[0]) == _commands(PAGES[1])
    assert _targets(PAGES[0]) - set(PAGES) == _targets(PAGES[1]) - set(PAGES)


@pytest.mark.parametrize("command", SHORT)
def test_a_short_command_works(command: str, tmp_path: Path) -> None:
    """Each of the short commands ends with exit code 0 and says something."""
    program, *arguments = command.split()
    assert program == ".venv/bin/hub"
    done = subprocess.run(
        [Path(sys.executable).with_name("hub"), *arguments],
        cwd=ROOT,
        env={**os.environ, "HUB_DATA": str(tmp_path / "data"), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, bool(done.stdout)) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_every_make_command_is_a_target(page: str) -> None:
    """Whatever `make` the README names, the Makefile has."""
    named = set(re.findall(r"\bmake ([a-z-]+)", (ROOT / page).read_text("utf-8")))
    assert {"demo", "test"} <= named
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert named <= set(targets)


def test_ci_runs_the_long_ones() -> None:
    """CI calls `make test`; the demo is played by a test, or by CI itself."""
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "make test" in ci
    played = [
        path
        for path in (ROOT / "tests").rglob("test_*.py")
        if path != Path(__file__) and "deploy.demo" in path.read_text("utf-8")
    ]
    assert played or "make demo" in ci


@pytest.mark.parametrize("page", PAGES)
def test_every_path_is_there(page: str) -> None:
    """Each file or folder the README leads to exists."""
    assert [target for target in _targets(page) if not (ROOT / target).exists()] == []


def _targets(page: str) -> set[str]:
    return set(re.findall(r"\]\(([^)]+)\)", (ROOT / page).read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES)
def test_it_fits_one_screen(page: str) -> None:
    """The README stays short: what is longer stands under `docs/`."""
    assert len((ROOT / page).read_text("utf-8").splitlines()) <= 65
