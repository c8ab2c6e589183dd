"""Removes all that the project's commands made in this checkout. Standard library alone."""

from __future__ import annotations

import fcntl
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = (".venv", "build", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis")
#: Where root's database may have gone, see `streams/operate/embedded/as_user.py`.
OUTSIDE = Path("/var/lib/credit-hub")


def outside_folders(build: Path, outside: Path = OUTSIDE) -> list[Path]:
    """Folders outside of the checkout that hold data of a database started from it."""
    places = [Path(place.read_text("utf-8").strip()) for place in build.glob("**/postgres/place")]
    return [place for place in places if place.parent == outside]


def running_on(build: Path) -> list[Path]:
    """Data folders below `build` on which a hub or its servers run."""
    return [lock.parent for lock in build.glob("*/hub.lock") if is_held(lock)]


def is_held(lock: Path) -> bool:
    """Whether a process holds the lock."""
    with lock.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def main() -> int:
    """0 when nothing of it is left."""
    running = running_on(ROOT / "build")
    if running:
        print(f"A hub runs on {running[0]}. End it first, with Ctrl-C or: hub down")
        return 1
    for folder in [*outside_folders(ROOT / "build"), *(ROOT / name for name in MADE)]:
        if folder.exists():
            print(f"removing {folder}")
            shutil.rmtree(folder)
    for cache in list(ROOT.glob("**/__pycache__")):
        shutil.rmtree(cache)
    return 0


if __name__ == "__main__":
    sys.exit(main())
