"""What `make compile` makes is the line: the same tests hold, and the same comes out."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support.hub_process import hub_up, processes_of
from support.imports import ROOT

from deploy.compiling.machine_code import missing

#: What is asked of the copy: reading, the rules' worked cases, any order, hostile bytes.
ASKED = (
    "tests/unit/accept",
    "tests/unit/identify",
    "tests/unit/send",
    "tests/unit/track",
    "tests/spec",
    "tests/property/test_hostile_bytes.py",
    "tests/property/test_line_is_the_oracle.py",
)
#: Machine code has no docstrings; on the broker the line is no other.
LEFT_OUT = "not docstrings_show and not broker"
PATIENCE_S = 900


@pytest.fixture(scope="module")
def copy() -> Path:
    """The compiled copy, made if it is not that of the sources."""
    lacking = missing()
    if lacking:
        pytest.skip(f"NOT COMPILED, and so nothing of it shown: {' '.join(lacking)}")
    done = _run(["make", "compile"], ROOT)
    assert done.returncode == 0, done.stdout
    return ROOT / "build" / "compiled"


def test_it_is_made_once(copy: Path) -> None:
    """Asked for again, it is found to be that of the sources, and not made anew."""
    before = (copy / "made-from").stat().st_mtime_ns
    assert "is that of the sources" in _run([sys.executable, "-m", "deploy.compile"], ROOT).stdout
    assert (copy / "made-from").stat().st_mtime_ns == before


def test_the_sources_stay_as_they_are(copy: Path) -> None:
    """No extension module stands beside a source."""
    assert [*(ROOT / "streams").rglob("*.so")] == []
    assert [*copy.rglob("*.so")] != []


def test_it_holds_what_the_plain_line_holds(copy: Path) -> None:
    """The tests of the line pass on the copy, in memory and on PostgreSQL."""
    program = Path(sys.executable).with_name("pytest")  # `python -m` would look here first
    command = [str(program), "-q", "-x", "-p", "support.only_compiled", "-k", LEFT_OUT, *ASKED]
    done = _run([*command, "-o", f"pythonpath={copy} . tests"], copy, ROOT / "tests")
    assert done.returncode == 0, done.stdout[-4000:]


def test_it_says_the_same_to_the_byte(copy: Path) -> None:
    """Thousands of messages, hostile ones among them, come to the same events and decisions."""
    script = [sys.executable, str(ROOT / "tests" / "support" / "line_in_words.py")]
    plain, native = (_run(script, place, ROOT / "tests") for place in (ROOT, copy))
    assert (plain.returncode, native.returncode) == (0, 0), plain.stdout + native.stdout
    ours, theirs = plain.stdout.splitlines(), native.stdout.splitlines()
    assert (ours[0], theirs[0]) == ("plain Python", "machine code")
    assert len(ours) > 2000
    assert theirs[1:] == ours[1:]


def test_the_hub_runs_it_by_itself(copy: Path) -> None:
    """A hub that is started as always decides with the copy's extension modules, and says so."""
    with tempfile.TemporaryDirectory(prefix="hub-compiled-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with hub_up(folder / "data") as up:
            worker = next(
                pid for pid, said in processes_of(up.data).items() if "streams.operate.run" in said
            )
            loaded = Path(f"/proc/{worker}/maps").read_text()
        said = (folder / "data.stderr").read_text()
    assert str(copy) in loaded
    assert "The line runs as machine code." in said


def _run(command: list[str], *paths: Path) -> subprocess.CompletedProcess[str]:
    """Run to the end with the packages of `paths`; what it says in one text."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ":".join(map(str, paths)), "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
