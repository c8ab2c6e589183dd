"""`make demo` and `make test` for root and for an ordinary user, below a folder of their own."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from acceptance.checkout import Checkout
from acceptance.owners import checkout_of_a_user, checkout_of_root, interpreter_for_all
from support.hub_process import await_that

from deploy.clean import OUTSIDE

ROOT_ONLY = "NOT SHOWN: only root can be an ordinary user and root, so run these tests as root"
NO_INTERPRETER = "NOT SHOWN: no Python of this version that an ordinary user can start"
#: Said once the hub is up; interrupted here, everything runs that can be left behind.
HALFWAY = "Starting four partner systems"
#: Something of each chapter.
TOLD = (
    "hrss: ListEntry QX-2025-017 v1 ASSERT on 常州样例建筑有限公司",
    "bank was told to impose BNK-02 冻结存款 on 常州样例机电有限公司",
    "procurement was told to lift PRC-01 限制参加政府采购活动 on 常州样例建筑有限公司",
    "常州样例建筑有限公司: 政府采购供应商资格审查: CLEAR",
    "ok   3 no measure outlives its ground",
    "partners asked: bank, land, court, procurement",
    "Everything that was started is stopped again.",
)
#: A test that is quick and asks for both servers.
SERVED = "integration/test_servers.py"
OWNERS = ("root", "user")
PATIENCE_S = 240
#: How `make` ends when a command of it does not end well.
MAKE_FAILED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended, and all it said."""

    exit_code: int
    said: str


@pytest.fixture(scope="module")
def outside_before() -> set[Path]:
    """What root's databases have outside of checkouts."""
    return _outside()


@pytest.fixture(scope="module")
def checkouts(outside_before: set[Path]) -> Iterator[Mapping[str, Checkout]]:
    """One of root, one of an ordinary user, each below a folder of mode 0700."""
    if os.geteuid() != 0:
        pytest.skip(ROOT_ONLY)
    interpreter = interpreter_for_all()
    if interpreter is None:
        pytest.skip(NO_INTERPRETER)
    with checkout_of_root() as roots, checkout_of_a_user(interpreter) as users:
        yield {"root": roots, "user": users}


@pytest.fixture(scope="module")
def interrupted(checkouts: Mapping[str, Checkout]) -> Mapping[str, Ran]:
    """The first demonstration of each: the user's ended by Ctrl-C halfway, root's killed there."""
    with _started(checkouts, "make demo") as running:
        for name, process in running.items():
            _await_halfway(_log(checkouts[name]), process)
        if running["user"].poll() is None:
            os.killpg(running["user"].pid, signal.SIGINT)  # a terminal tells all that it runs
        for pid, line in checkouts["root"].processes().items():
            if "deploy.demo.run" in line:
                os.kill(pid, signal.SIGKILL)
        return _ended(checkouts, running)


@pytest.fixture(scope="module")
def whole(checkouts: Mapping[str, Checkout], interrupted: Mapping[str, Ran]) -> Mapping[str, Ran]:
    """The second one of each."""
    with _started(checkouts, "make demo") as running:
        return _ended(checkouts, running)


@pytest.fixture(scope="module")
def tested(checkouts: Mapping[str, Checkout], whole: Mapping[str, Ran]) -> Mapping[str, Ran]:
    """Tests that start a broker and a database."""
    with _started(checkouts, f"make test SUITE={SERVED}") as running:
        return _ended(checkouts, running)


@contextmanager
def _started(
    checkouts: Mapping[str, Checkout], command: str
) -> Iterator[Mapping[str, subprocess.Popen[str]]]:
    """Both type the command at once."""
    with ExitStack() as running:
        outputs = {n: running.enter_context(_log(one).open("w")) for n, one in checkouts.items()}
        yield {
            name: running.enter_context(one.start(command, outputs[name]))
            for name, one in checkouts.items()
        }


def _await_halfway(log: Path, process: subprocess.Popen[str]) -> None:
    await_that(
        f"halfway, in {log}",
        lambda: HALFWAY in log.read_text("utf-8") or process.poll() is not None,
    )


def _log(checkout: Checkout) -> Path:
    return checkout.folder.with_name("said.log")


def _ended(
    checkouts: Mapping[str, Checkout], running: Mapping[str, subprocess.Popen[str]]
) -> Mapping[str, Ran]:
    """What came of a command, once both have ended."""
    codes = {name: process.wait(PATIENCE_S) for name, process in running.items()}
    return {
        name: Ran(exit_code=code, said=_log(checkouts[name]).read_text("utf-8"))
        for name, code in codes.items()
    }


def test_ctrl_c_halfway_leaves_nothing_running(
    checkouts: Mapping[str, Checkout], interrupted: Mapping[str, Ran]
) -> None:
    """Ctrl-C while broker, database, hub and partners run ends all of them, in a few words."""
    ran = interrupted["user"]
    assert HALFWAY in ran.said
    assert (ran.exit_code, checkouts["user"].processes()) == (-signal.SIGINT, {}), ran.said
    assert "Interrupted." in ran.said
    assert "Traceback" not in ran.said


def test_what_a_killed_demonstration_ran_ends_with_it(
    checkouts: Mapping[str, Checkout], interrupted: Mapping[str, Ran]
) -> None:
    """When the program that plays the story is killed, all that it started ends by itself."""
    ran = interrupted["root"]
    assert (ran.exit_code, HALFWAY in ran.said) == (MAKE_FAILED, True), ran.said
    await_that("nothing runs", lambda: checkouts["root"].processes() == {})


@pytest.mark.parametrize("owner", OWNERS)
def test_the_next_one_tells_the_whole_story(
    owner: str, checkouts: Mapping[str, Checkout], whole: Mapping[str, Ran]
) -> None:
    """
    Below a folder that is root's or an ordinary user's alone, after one that was interrupted,
    `make demo` ends well, tells all of it and leaves nothing running.
    """
    ran = whole[owner]
    assert (ran.exit_code, checkouts[owner].processes()) == (0, {}), ran.said
    assert [one for one in TOLD if one not in ran.said] == []


@pytest.mark.parametrize("owner", OWNERS)
def test_the_tests_run(
    owner: str, checkouts: Mapping[str, Checkout], tested: Mapping[str, Ran]
) -> None:
    """There `make test` starts broker and database, its tests pass, and nothing is left."""
    ran = tested[owner]
    assert (ran.exit_code, checkouts[owner].processes()) == (0, {}), ran.said
    assert re.search(r"\d+ passed in ", ran.said)


def test_ctrl_c_ends_the_tests_and_their_servers(checkouts: Mapping[str, Checkout]) -> None:
    """Ctrl-C while `make test` has servers of its own ends these too, and their data are gone."""
    users = checkouts["user"]
    with _started({"user": users}, f"make test SUITE={SERVED}") as running:
        await_that(
            "a database runs",
            lambda: any("postgres -D" in line for line in users.processes().values()),
        )
        os.killpg(running["user"].pid, signal.SIGINT)
        ran = _ended({"user": users}, running)["user"]
    assert (ran.exit_code, users.processes()) == (-signal.SIGINT, {}), ran.said
    assert [*Path(users.settings["TMPDIR"]).glob("hub-test-*")] == []


def test_all_of_a_users_is_the_users(
    checkouts: Mapping[str, Checkout], tested: Mapping[str, Ran]
) -> None:
    """Everything below the user's folder is the user's own, also what the commands made."""
    users = checkouts["user"]
    log = _log(users)
    made = [users.folder.parent, *users.folder.parent.rglob("*")]
    assert {file.lstat().st_uid for file in made if file != log} == {users.uid}


def test_what_roots_database_had_outside_goes_with_the_rest(
    checkouts: Mapping[str, Checkout], tested: Mapping[str, Ran], outside_before: set[Path]
) -> None:
    """Without namespaces root's database ran outside of the checkout; `make clean` removes it."""
    assert len(_outside() - outside_before) == 1
    done = checkouts["root"].run("make clean")
    assert (done.returncode, _outside() - outside_before) == (0, set()), done.stdout


def _outside() -> set[Path]:
    return set(OUTSIDE.iterdir()) if OUTSIDE.exists() else set()
