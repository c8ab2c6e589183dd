"""A copy of this tree as a newcomer has it, in which commands are typed."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from acceptance.moved_environment import copy_environment, is_installed
from support.hub_process import environment
from support.imports import ROOT

from deploy.clean import MADE, outside_folders
from streams.wiring.places import default_cache

#: What `.venv` was made from.
OWN_PYTHON = Path(sys.executable).resolve()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """
    The copy. Commands run in its folder, with no setting but where downloads are kept.

    `uid`: whose it is, and who types; None for who runs the tests. `settings`: what its owner's
    environment has beside.
    """

    folder: Path
    uid: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)

    def run(self, command: str, patience_s: float = 300) -> subprocess.CompletedProcess[str]:
        """
        Type a command and wait for its end; what it says on both streams is in `stdout`.

        A command that takes longer than `patience_s` is ended with all that it started, so that
        what it leaves is not found by the next one; subprocess.TimeoutExpired tells what it said.
        """
        with subprocess.Popen(
            shlex.split(command),
            **self._as_its_owner(),
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=patience_s)
            except BaseException:
                with suppress(ProcessLookupError):  # it has ended meanwhile
                    os.killpg(process.pid, signal.SIGKILL)
                raise
        return subprocess.CompletedProcess(process.args, process.returncode, output)

    @contextmanager
    def start(self, command: str, output: IO[str]) -> Iterator[subprocess.Popen[str]]:
        """Type a command, as in a terminal of its own; it has ended at the end of the block."""
        process = subprocess.Popen(
            shlex.split(command),
            **self._as_its_owner(),
            stdout=output,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(60)

    def _as_its_owner(self) -> dict[str, Any]:
        return {
            "cwd": self.folder,
            "env": {**_environment(), **self.settings},
            "stdin": subprocess.DEVNULL,
            "stderr": subprocess.STDOUT,
            "user": self.uid,
            "group": self.uid,
            "extra_groups": None if self.uid is None else [],
        }

    def processes(self) -> dict[int, str]:
        """Process id → command line of all that was started here and still runs."""
        found = {}
        ours = [str(place) for place in (self.folder, *outside_folders(self.folder / "build"))]
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    written = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
                    line = written.decode(errors="replace")  # in any encoding
                    # The database's own processes change their command lines.
                    places = (
                        line,
                        str((entry / "exe").readlink()),
                        str((entry / "cwd").readlink()),
                    )
                except OSError:
                    continue  # it ended meanwhile, or is another user's
                if any(one in place for one in ours for place in places):
                    found[int(entry.name)] = line
        return found


def copy_to(folder: Path) -> Checkout:
    """
    Copy what belongs to the tree, with its newest changes, and the packages that are installed.

    The packages are links to the same files: a second installation needs no network.
    """
    copy_sources(folder)
    if is_installed():
        copy_environment(folder / ".venv", OWN_PYTHON, linked=True)
    return Checkout(folder=folder)


def copy_sources(folder: Path) -> None:
    """Copy what is cloned, and nothing that was made."""
    shutil.copytree(ROOT, folder, ignore=_not_copied, symlinks=True)


def _not_copied(place: str, names: list[str]) -> set[str]:
    made = {*MADE, ".git"} if Path(place) == ROOT else set()
    return {name for name in names if name in made or name == "__pycache__"}


def _environment() -> dict[str, str]:
    """Nothing of the `make` that may have called the tests, and the interpreter of `.venv`."""
    kept = {
        "HUB_CACHE": os.environ.get("HUB_CACHE") or str(default_cache()),
        "HUB_MAVEN_URL": os.environ.get("HUB_MAVEN_URL", ""),
        "PYTHON": str(OWN_PYTHON),
    }
    given = environment(**kept)
    return {name: value for name, value in given.items() if not name.startswith(("MAKE", "MFLAGS"))}
