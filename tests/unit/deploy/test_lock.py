"""The lock of all Python packages."""

import re
from pathlib import Path

import pytest

from deploy.lock import (
    BENCH_LOCK,
    LOCK,
    MARK,
    ROOT,
    bench_digest,
    dependencies_digest,
    lock_complaint,
)

LOCKS = pytest.mark.parametrize("lock", [LOCK, BENCH_LOCK], ids=lambda lock: lock.name)


def test_lock_is_up_to_date() -> None:
    """Both locks were made from the dependencies that `pyproject.toml` has now."""
    pyproject = ROOT / "pyproject.toml"
    assert lock_complaint(LOCK.read_text("utf-8"), dependencies_digest(pyproject)) is None
    assert lock_complaint(BENCH_LOCK.read_text("utf-8"), bench_digest(pyproject)) is None


def test_old_lock_is_noticed() -> None:
    """A lock made from other dependencies is refused with the command that mends it."""
    complaint = lock_complaint(f"{MARK}0123\npackage==1\n", "4567")
    assert complaint is not None
    assert "make lock" in complaint


@LOCKS
def test_lock_names_no_place(lock: Path) -> None:
    """A lock holds no address of a package index, and every package has a digest."""
    text = lock.read_text("utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", text)[1:]

    assert not re.search(r"://|--index|--find-links", text)
    assert [package for package in packages if "--hash=sha256:" not in package] == []
