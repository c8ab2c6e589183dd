"""The lock of all Python packages: made from `pyproject.toml`, and checked against it.

`requirements.lock` holds every package with its version and SHA-256 digests, for all supported
interpreters. Its first line is a digest of the tables of `pyproject.toml` that it was made from,
so that a lock left behind is noticed without a network.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
MARK = "# made from pyproject.toml with dependencies "


def dependencies_digest(pyproject: Path) -> str:
    """SHA-256 over everything in `pyproject` that decides what gets installed."""
    import tomllib

    tables = tomllib.loads(pyproject.read_text("utf-8"))
    project = tables["project"]
    decisive = {
        "requires-python": project["requires-python"],
        "dependencies": project["dependencies"],
        "groups": tables["dependency-groups"],
        "build": tables["build-system"]["requires"],
    }
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def lock_complaint(lock: str, digest: str) -> str | None:
    """Why `lock` does not belong to `digest`, as a sentence, or None when it does."""
    if lock.splitlines()[:1] == [MARK + digest]:
        return None
    return "requirements.lock was made from other dependencies: run `make lock`."


def make(upgrade: bool) -> int:
    """Write the lock anew; versions stay as they are where they still fit, unless `upgrade`."""
    digest = dependencies_digest(ROOT / "pyproject.toml")
    part = ROOT / "build" / "requirements.lock.part"
    part.parent.mkdir(exist_ok=True)
    if LOCK.exists():
        part.write_bytes(LOCK.read_bytes())
    command = [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet"]
    command += ["--universal", "--generate-hashes", "--group", "dev", "--group", "build"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--output-file", str(part)]
    outcome = subprocess.run([*command, *(["--upgrade"] if upgrade else [])], cwd=ROOT, check=False)
    if outcome.returncode:
        return outcome.returncode
    locked = [line for line in part.read_text("utf-8").splitlines() if not line.startswith("#")]
    part.write_text("\n".join([MARK + digest, *locked]) + "\n", "utf-8")
    part.replace(LOCK)
    return 0


def main(arguments: list[str]) -> int:
    """`make`, `upgrade` or `check`; 0 when the lock is right afterwards."""
    if arguments in (["make"], ["upgrade"]):
        return make(upgrade=arguments == ["upgrade"])
    complaint = lock_complaint(
        LOCK.read_text("utf-8"), dependencies_digest(ROOT / "pyproject.toml")
    )
    if complaint:
        print(complaint, file=sys.stderr)
    return int(complaint is not None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
