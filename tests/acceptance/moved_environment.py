"""The installed packages in another place, perhaps for another interpreter of the same version."""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from support.imports import ROOT

#: The environment that the tests run in.
INSTALLED: Final = ROOT / ".venv"
#: Names under which an environment has its interpreter.
PYTHONS: Final = ("python", "python3", f"python3.{sys.version_info.minor}")


def is_installed() -> bool:
    """Whether there is a complete one to be copied."""
    return (INSTALLED / ".installed").exists()


def copy_environment(folder: Path, interpreter: Path, *, linked: bool) -> None:
    """
    After the call `folder` has the same packages for `interpreter`, without any network.

    `linked`: its files are the same files, and nobody else's to own; what is written here is not.
    """
    shutil.copytree(
        INSTALLED, folder, copy_function=_link if linked else shutil.copy2, symlinks=True
    )
    for name in PYTHONS:
        (folder / "bin" / name).unlink(missing_ok=True)
        (folder / "bin" / name).symlink_to(interpreter)
    said = (folder / "pyvenv.cfg").read_text("utf-8").splitlines()
    kept = [line for line in said if not line.startswith("home =")]
    home = f"home = {interpreter.parent}"
    _write_anew(folder / "pyvenv.cfg", "\n".join([home, *kept, ""]).encode())
    old, new = (f"#!{place}/bin/python".encode() for place in (INSTALLED, folder))
    for script in (folder / "bin").iterdir():
        if not script.is_symlink() and (content := script.read_bytes()).startswith(old):
            _write_anew(script, new + content.removeprefix(old))


def _write_anew(file: Path, content: bytes) -> None:
    """Leave alone what a link leads to."""
    mode = file.stat().st_mode
    file.unlink()
    file.write_bytes(content)
    file.chmod(mode)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)
