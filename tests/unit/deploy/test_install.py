"""The installer's sentences, and when it has nothing to do."""

import os
import tempfile
from pathlib import Path

import pytest

from deploy import install

#: A user who owns nothing.
ANOTHER = 54_321


def test_supported_machine_has_no_complaint() -> None:
    """Linux x86-64 with glibc and CPython 3.11 to 3.13 are accepted without a word."""
    assert install.machine_complaint("Linux", "x86_64", "glibc") is None
    assert all(install.version_complaint("CPython", v) is None for v in install.SUPPORTED)
    assert install.venv_complaint(True, True, (3, 11)) is None


@pytest.mark.parametrize(
    ("system", "machine", "libc"),
    [("Darwin", "arm64", ""), ("Linux", "aarch64", "glibc"), ("Linux", "x86_64", "")],
)
def test_other_machines_are_told(system: str, machine: str, libc: str) -> None:
    """Another system, processor or C library is named, with what to use instead."""
    complaint = install.machine_complaint(system, machine, libc)
    assert complaint is not None
    assert f"this is {system} {machine}" in complaint
    assert "Use a machine" in complaint


@pytest.mark.parametrize(
    ("implementation", "version"), [("CPython", (3, 10)), ("CPython", (3, 14)), ("PyPy", (3, 11))]
)
def test_other_interpreters_are_told(implementation: str, version: tuple[int, int]) -> None:
    """An interpreter that is too old, too new or another one is named with the next step."""
    complaint = install.version_complaint(implementation, version)
    assert complaint is not None
    assert f"{implementation} {version[0]}.{version[1]}" in complaint
    assert "make PYTHON=" in complaint


def test_missing_venv_module_is_told() -> None:
    """A Python without a working venv module is told with the package that brings it."""
    complaint = install.venv_complaint(True, False, (3, 12))
    assert complaint is not None
    assert "apt-get install python3.12-venv" in complaint


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("error: dns error: failed to lookup address", "could not be reached"),
        ("NewConnectionError: [Errno 111] Connection refused", "could not be reached"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "not the one in requirements.lock"),
        ("error: Hash mismatch for `uv==0.1`", "not the one in requirements.lock"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("something else", "Run the command again"),
    ],
)
def test_failed_download_is_told(log: str, sentence: str) -> None:
    """The end of a failed installation becomes one sentence with a next step."""
    assert sentence in install.download_complaint(log)


def test_interrupted_environment_is_not_complete(tmp_path: Path) -> None:
    """An environment counts only when its stamp, written last, fits the lock."""
    stamp = install.wanted_stamp(b"lock", b"project")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    assert not install.is_complete(tmp_path, stamp)

    (tmp_path / ".installed").write_text(stamp)
    assert install.is_complete(tmp_path, stamp)
    assert not install.is_complete(tmp_path, install.wanted_stamp(b"another lock", b"project"))
    assert install.is_complete(
        tmp_path, install.wanted_stamp(b"another lock", b"project"), any_lock=True
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_an_environment_that_may_not_be_entered_is_not_complete() -> None:
    """Where another user's interpreter is private, that is no error but an environment to make."""
    stamp = install.wanted_stamp(b"lock", b"project")
    with tempfile.TemporaryDirectory() as folder:
        venv = Path(folder)
        venv.chmod(0o755)
        (venv / ".installed").write_text(stamp)
        (venv / "bin").mkdir(mode=0o700)
        (venv / "bin" / "python").touch()
        assert install.is_complete(venv, stamp)
        os.seteuid(ANOTHER)
        try:
            assert not install.is_complete(venv, stamp)
        finally:
            os.seteuid(0)


def test_one_package_of_the_lock() -> None:
    """The installer's own package is cut out of the lock with all its digests."""
    lock = "a==1 \\\n    --hash=1\nuv==2 \\\n    --hash=2 \\\n    --hash=3\nz==4 \\\n    --hash=4\n"
    assert install.one_package(lock, "uv") == "uv==2 \\\n    --hash=2 \\\n    --hash=3\n"
