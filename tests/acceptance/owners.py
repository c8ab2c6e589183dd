"""Copies of the tree below folders that nobody but their owner can enter."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from acceptance.checkout import Checkout, copy_sources, copy_to
from acceptance.moved_environment import copy_environment, is_installed

from streams.wiring.places import default_cache

#: An ordinary user of whom the machine knows nothing, not even a name.
ORDINARY: Final = 54_321
PROGRAMS: Final = "/usr/bin:/usr/local/bin"


def interpreter_for_all() -> Path | None:
    """An interpreter that any user can start and that fits the installed packages."""
    own = Path(sys.executable).resolve()
    others = shutil.which(f"python3.{sys.version_info.minor}", path=PROGRAMS)
    found = (own, *([Path(others).resolve()] if others else []))
    return next((one for one in found if _open_to_all(one)), None)


def _open_to_all(program: Path) -> bool:
    return all(place.stat().st_mode & 0o005 == 0o005 for place in (program, *program.parents))


@contextmanager
def checkout_of_root() -> Iterator[Checkout]:
    """
    Root's, without a program that makes user namespaces.

    So the database can run neither as another user, who could not come here, nor in a namespace.
    """
    with _private() as folder, _programs_but("unshare") as programs:
        made = copy_to(folder / "credit-hub")
        checkout = replace(made, settings={"PATH": str(programs)})
        with _ended(checkout):
            yield checkout
        checkout.run("make clean")


@contextmanager
def checkout_of_a_user(interpreter: Path) -> Iterator[Checkout]:
    """Its owner's, down to the last file; root's downloads are there already, `TMPDIR` is empty."""
    with _private() as home:
        folder = home / "credit-hub"
        cache = folder / "build" / "cache"
        copy_sources(folder)
        if is_installed():
            copy_environment(folder / ".venv", interpreter, linked=False)
        given = Path(os.environ.get("HUB_CACHE") or default_cache())
        if (given / "jars").exists():
            shutil.copytree(given / "jars", cache / "jars")
        temporary = home / "tmp"
        temporary.mkdir()
        _give(home, ORDINARY)
        settings = {"HOME": str(home), "TMPDIR": str(temporary)}
        settings |= {"HUB_CACHE": str(cache), "PYTHON": str(interpreter)}
        checkout = Checkout(folder=folder, uid=ORDINARY, settings=settings)
        with _ended(checkout):
            yield checkout


@contextmanager
def _private() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="hub-private-"))
    assert folder.stat().st_mode & 0o777 == 0o700
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _programs_but(name: str) -> Iterator[Path]:
    """A folder, open to all, with every program of the search path but one."""
    with tempfile.TemporaryDirectory(prefix="hub-programs-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        for place in filter(Path.is_dir, map(Path, os.environ["PATH"].split(":"))):
            for program in place.iterdir():
                if program.name != name and not (folder / program.name).is_symlink():
                    (folder / program.name).symlink_to(program)
        yield folder


@contextmanager
def _ended(checkout: Checkout) -> Iterator[None]:
    """At the end nothing of it runs."""
    try:
        yield
    finally:
        for pid in checkout.processes():
            os.kill(pid, signal.SIGKILL)


def _give(folder: Path, uid: int) -> None:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(place) / name, uid, uid, follow_symlinks=False)
    os.chown(folder, uid, uid)
