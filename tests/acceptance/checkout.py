"""A copy of this tree as a newcomer has it, in which commands are typed."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hub_process import environment
from imports import ROOT

from deploy.clean import MADE
from streams.wiring.embedded.places import default_cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkout:
    """The copy. Commands run in its folder, with no setting but where downloads are kept."""

    folder: Path

    def run(self, command: str, patience_s: float = 60) -> subprocess.CompletedProcess[str]:
        """Type a command and wait for its end; what it says on both streams is in `stdout`."""
        return subprocess.run(
            shlex.split(command),
            cwd=self.folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=patience_s,
            check=False,
        )

    @contextmanager
    def start(self, command: str, output: IO[str]) -> Iterator[subprocess.Popen[str]]:
        """Type a command, as in a terminal of its own; it has ended at the end of the block."""
        process = subprocess.Popen(
            shlex.split(command),
            cwd=self.folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(60)

    def processes(self) -> dict[int, str]:
        """Process id → command line of all that was started here and still runs."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                try:
                    line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    # The database's own processes change their command lines.
                    places = (
                        line,
                        str((entry / "exe").readlink()),
                        str((entry / "cwd").readlink()),
                    )
                except OSError:
                    continue  # it ended meanwhile, or is another user's
                if any(str(self.folder) in place for place in places):
                    found[int(entry.name)] = line
        return found


def copy_to(folder: Path) -> Checkout:
    """
    Copy what belongs to the tree, with its newest changes, and the packages that are installed.

    The packages are links to the same files: a second installation needs no network.
    """
    shutil.copytree(ROOT, folder, ignore=_not_copied, symlinks=True)
    if (ROOT / ".venv" / ".installed").exists():
        shutil.copytree(ROOT / ".venv", folder / ".venv", copy_function=_link, symlinks=True)
    return Checkout(folder=folder)


def _not_copied(place: str, names: list[str]) -> set[str]:
    made = {*MADE, ".git"} if Path(place) == ROOT else set()
    return {name for name in names if name in made or name == "__pycache__"}


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def _environment() -> dict[str, str]:
    """Nothing of the `make` that may have called the tests, and the interpreter of `.venv`."""
    kept = {
        "HUB_CACHE": os.environ.get("HUB_CACHE") or str(default_cache()),
        "HUB_MAVEN_URL": os.environ.get("HUB_MAVEN_URL", ""),
        "PYTHON": str(Path(sys.executable).resolve()),
    }
    given = environment(**kept)
    return {name: value for name, value in given.items() if not name.startswith(("MAKE", "MFLAGS"))}
