"""What the README tells a newcomer to type works."""

import os
import signal
import subprocess
from pathlib import Path

import pytest
from acceptance.checkout import Checkout
from acceptance.readme import PAGES, commands
from support.hub_process import await_that
from support.imports import ROOT

from deploy.clean import MADE

#: The first two commands, which take minutes.
LONG = ("make demo", "make test")
#: The hub's own processes.
ROLES = ("worker", "api", "relay", "push")
#: Commands that end by themselves within seconds are typed as they stand. The others each have a
#: test: the demonstration in `test_demo.py`, `make compile` in `tests/compiled`, the rest here.
OTHERS = (*LONG, "make compile", "make clean", "make install", "make up", ".venv/bin/hub status")
#: What runs while the hub is up, as it stands in command lines.
SERVED_BY = (
    ".venv/bin/hub up",
    "postgres -D",
    "kafka.Kafka",
    *(f"operate.run {p} " for p in ROLES),
)


def test_each_command_that_has_a_test_is_told() -> None:
    """The README tells each of the commands that are not typed as they stand."""
    assert set(OTHERS) <= set(commands(PAGES[0]))


@pytest.mark.parametrize("command", [one for one in commands(PAGES[0]) if one not in OTHERS])
def test_a_command_works(command: str, checkout: Checkout) -> None:
    """Typed after `make install`, it ends with exit code 0 and says something."""
    done = checkout.run(command)
    assert (done.returncode, bool(done.stdout)) == (0, True), done.stdout


def test_installing_says_first_what_it_downloads(installed: str, checkout: Checkout) -> None:
    """`make install` says what it downloads, how much and to where, before it starts."""
    announced, began, _ = installed.partition(" ...\n")
    assert began
    for said in ("Python packages  about", "Java archives    about", "MB  into", "make clean"):
        assert said in announced
    assert f"MB  into {checkout.folder / '.venv'}" in announced


def test_installing_again_has_nothing_to_do(checkout: Checkout) -> None:
    """`make install` has made the command, and a second time it says nothing."""
    assert (checkout.folder / ".venv" / "bin" / "hub").exists()
    again = checkout.run("make install")
    assert (again.returncode, again.stdout) == (0, "")


def test_ci_runs_all_the_tests(checkout: Checkout) -> None:
    """CI calls `make test` and nothing else, and that runs every suite."""
    assert (ROOT / ".ci" / "run").read_text("utf-8").splitlines()[-1] == "exec make test"
    would_do = checkout.run("make test --dry-run")
    assert would_do.returncode == 0
    assert would_do.stdout.splitlines()[-1].split() == [".venv/bin/python", "deploy/run_suites.py"]


@pytest.mark.parametrize(("by", "exit_code"), [("Ctrl-C", -signal.SIGINT), ("SIGTERM", 0)])
def test_the_hub_runs_until_it_is_stopped(by: str, exit_code: int, checkout: Checkout) -> None:
    """`make up` tells its addresses, `hub status` that all is well; stopped, nothing is left."""
    log = checkout.folder.with_name("up.log")
    with log.open("w") as output, checkout.start("make up", output) as up:
        await_that("it is up or ended", lambda: "The hub is up" in _told(log) or _ended(up))
        assert "API       http://127.0.0.1:" in _told(log)
        status = checkout.run(".venv/bin/hub status")
        assert (status.returncode, "NOT WELL" in status.stdout) == (0, False), status.stdout
        assert "next      " in status.stdout
        running = " ".join(checkout.processes().values())
        assert [one for one in SERVED_BY if one not in running] == []
        if by == "Ctrl-C":
            os.killpg(up.pid, signal.SIGINT)  # a terminal tells all that it runs
        else:
            os.kill(int(status.stdout.split()[2]), signal.SIGTERM)
        assert up.wait(60) == exit_code, _told(log)
    assert checkout.processes() == {}


def _told(log: Path) -> str:
    return log.read_text("utf-8")


def _ended(process: subprocess.Popen[str]) -> bool:
    return process.poll() is not None


def test_clean_removes_all_that_was_made(checkout: Checkout) -> None:
    """`make clean` leaves what was cloned: environment, downloads, data and caches are gone."""
    assert {".venv", "build"} <= _top(checkout.folder)
    done = checkout.run("make clean")
    assert done.returncode == 0, done.stdout
    assert _top(checkout.folder) & {*MADE} == set()
    assert _top(checkout.folder) <= _top(ROOT)
    assert [*checkout.folder.glob("**/__pycache__")] == []


def _top(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
