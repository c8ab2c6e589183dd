"""The locks of all Python packages: made from `pyproject.toml`, and checked against it.

`requirements.lock` holds every package with its version and SHA-256 digests, for all supported
interpreters; `requirements.bench.lock` those of the benchmark's peers, which are installed apart.
The first line is a digest of the tables of `pyproject.toml` that a lock was made from, so that one
left behind is noticed without a network.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
BENCH_LOCK = ROOT / "requirements.bench.lock"
BENCH = "bench"
MARK = "# made from pyproject.toml with dependencies "


def dependencies_digest(pyproject: Path) -> str:
    """SHA-256 over everything in `pyproject` that decides what gets installed into `.venv`."""
    project, groups, build = _tables(pyproject)
    decisive = {
        "requires-python": project["requires-python"],
        "dependencies": project["dependencies"],
        "groups": {name: packages for name, packages in groups.items() if name != BENCH},
        "build": build,
    }
    return _digest(decisive)


def bench_digest(pyproject: Path) -> str:
    """The same for what the benchmark installs apart."""
    project, groups, _ = _tables(pyproject)
    return _digest({"requires-python": project["requires-python"], "groups": groups[BENCH]})


def lock_complaint(lock: str, digest: str) -> str | None:
    """Why `lock` does not belong to `digest`, as a sentence, or None when it does."""
    if lock.splitlines()[:1] == [MARK + digest]:
        return None
    return "requirements.lock was made from other dependencies: run `make lock`."


def make(upgrade: bool) -> int:
    """Write both locks anew; versions stay as they are where they still fit, unless `upgrade`."""
    pyproject = ROOT / "pyproject.toml"
    groups = ["--group", "dev", "--group", "build"]
    apart = ["--python-version", "3.11", "--group", f"pyproject.toml:{BENCH}"]
    return compile_lock(
        LOCK, dependencies_digest(pyproject), ["pyproject.toml", *groups], upgrade=upgrade
    ) or compile_lock(BENCH_LOCK, bench_digest(pyproject), apart, upgrade=upgrade)


def compile_lock(lock: Path, digest: str, what: Sequence[str], *, upgrade: bool) -> int:
    """Write one lock; 0 when it is there afterwards, else the installer's exit code."""
    part = ROOT / "build" / f"{lock.name}.part"
    part.parent.mkdir(exist_ok=True)
    if lock.exists():
        part.write_bytes(lock.read_bytes())
    command = [sys.executable, "-m", "uv", "pip", "compile", *what, "--quiet"]
    command += ["--universal", "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--output-file", str(part)]
    outcome = subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=False)
    if outcome.returncode:
        return outcome.returncode
    locked = [line for line in part.read_text("utf-8").splitlines() if not line.startswith("#")]
    part.write_text("\n".join([MARK + digest, *locked]) + "\n", "utf-8")
    part.replace(lock)
    return 0


def _tables(pyproject: Path) -> tuple[dict[str, Any], dict[str, list[str]], list[str]]:
    """What stands about the project, its groups of packages, and what builds it."""
    import tomllib

    tables = tomllib.loads(pyproject.read_text("utf-8"))
    return tables["project"], tables["dependency-groups"], tables["build-system"]["requires"]


def _digest(decisive: object) -> str:
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def main(arguments: list[str]) -> int:
    """`make`, `upgrade` or `check`; 0 when the lock is right afterwards."""
    if arguments in (["make"], ["upgrade"]):
        return make(upgrade=arguments == ["upgrade"])
    pyproject = ROOT / "pyproject.toml"
    complaint = lock_complaint(
        LOCK.read_text("utf-8"), dependencies_digest(pyproject)
    ) or lock_complaint(BENCH_LOCK.read_text("utf-8"), bench_digest(pyproject))
    if complaint:
        print(complaint, file=sys.stderr)
    return int(complaint is not None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
