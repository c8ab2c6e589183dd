"""`make clean`: what it removes, and when it must not."""

import fcntl
from pathlib import Path

from deploy.clean import outside_folders, running_on


def test_only_folders_made_by_the_hub_are_removed(tmp_path: Path) -> None:
    """Of the places outside that data folders name, only those in root's own folder count."""
    for name, place in (("data", "/var/lib/credit-hub/a1b2"), ("other", "/home/somebody")):
        (tmp_path / name / "postgres").mkdir(parents=True)
        (tmp_path / name / "postgres" / "place").write_text(f"{place}\n")

    assert outside_folders(tmp_path) == [Path("/var/lib/credit-hub/a1b2")]


def test_a_running_hub_is_noticed(tmp_path: Path) -> None:
    """While a hub holds the lock of its data folder, the folder counts as in use."""
    lock = tmp_path / "data" / "hub.lock"
    lock.parent.mkdir()
    with lock.open("w") as held:
        assert running_on(tmp_path) == []
        fcntl.flock(held, fcntl.LOCK_EX)
        assert running_on(tmp_path) == [lock.parent]
