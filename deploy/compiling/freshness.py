"""
A digest of all that a compiled copy is made of, and the refusal to run one made of anything else.

Goes into the copy as `streams/freshness.py`, which asks on every start. Standard library alone.
"""

import hashlib
import sysconfig
from collections.abc import Iterator
from pathlib import Path

PACKAGES = ("connectors", "monitoring", "schemas", "streams")
#: Beside the packages: how the copy is made, and with which compiler's version.
MAKING = ("deploy/compile.py", "deploy/compiling", "requirements.lock")
STAMP = "made-from"


class Stale(SystemExit):
    """The compiled copy is not that of the sources beside it."""


def digest_of(root: Path) -> str:
    """A digest of every file the copy is made from, and of the interpreter it is made for."""
    found = hashlib.sha256(str(sysconfig.get_config_var("EXT_SUFFIX")).encode())
    for path in sorted(_files(root)):
        content = path.read_bytes()
        found.update(f"\n{path.relative_to(root)}\n{len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in (*PACKAGES, *MAKING):
        place = root / name
        for path in [place] if place.is_file() else place.rglob("*"):
            if path.is_file() and path.suffix not in {".pyc", ".so"}:
                yield path


def refuse_stale(copy: Path) -> None:
    """Return if `copy` is that of the sources two folders above it; else end the program."""
    root = copy.parents[1]
    if not (root / "deploy" / "compile.py").exists():
        return  # installed apart from its sources
    stamp = copy / STAMP
    if not stamp.exists() or stamp.read_text("utf-8").strip() != digest_of(root):
        raise Stale(
            f"{copy} was compiled from other sources than those in {root}. "
            "Run make compile again, or leave it out of PYTHONPATH."
        )
