"""The lock of all Python packages."""

import re

from deploy.lock import LOCK, MARK, ROOT, dependencies_digest, lock_complaint


def test_lock_is_up_to_date() -> None:
    """`requirements.lock` was made from the dependencies that `pyproject.toml` has now."""
    digest = dependencies_digest(ROOT / "pyproject.toml")
    assert lock_complaint(LOCK.read_text("utf-8"), digest) is None


def test_old_lock_is_noticed() -> None:
    """A lock made from other dependencies is refused with the command that mends it."""
    complaint = lock_complaint(f"{MARK}0123\npackage==1\n", "4567")
    assert complaint is not None
    assert "make lock" in complaint


def test_lock_names_no_place() -> None:
    """The lock holds no address of a package index, and every package has a digest."""
    text = LOCK.read_text("utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", text)[1:]

    assert not re.search(r"://|--index|--find-links", text)
    assert [package for package in packages if "--hash=sha256:" not in package] == []
