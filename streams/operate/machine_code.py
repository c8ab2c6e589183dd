"""Which line the hub's processes run: the machine code of `make compile`, or plain Python."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Final

from streams.line import decide
from streams.wiring.places import checkout

#: Longest time the copy may take to say whether it is that of the sources.
PATIENCE_S: Final = 30.0


def compiled() -> bool:
    """Whether this process decides with extension modules."""
    return (decide.__file__ or "").endswith(tuple(EXTENSION_SUFFIXES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    What the hub's processes are to run.

    `copy`: the folder that goes first on their PYTHONPATH; None: what this process runs.
    `said`: a sentence for the operator, None where there is nothing to choose.
    """

    copy: Path | None = None
    said: str | None = None

    def python_path(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The variable to set for them, none where nothing changes."""
        if self.copy is None:
            return {}
        given = environment.get("PYTHONPATH")
        return {"PYTHONPATH": f"{self.copy}{os.pathsep}{given}" if given else str(self.copy)}


def choose(wanted: str, root: Path | None) -> Choice:
    """
    The machine code in `build/compiled` of the checkout `root` where it is that of the sources.

    `wanted`: `auto`, or `never`, which leaves it out. A copy of other sources is left out, which
    is said.
    """
    if wanted == "never" or root is None or compiled():
        return Choice()
    copy = root / "build" / "compiled"
    if not copy.exists():
        return Choice(said="The line runs as plain Python; make compile makes it twice as fast.")
    complaint = _complaint(copy)
    if complaint is None:
        return Choice(copy=copy, said="The line runs as machine code.")
    return Choice(said=f"The line runs as plain Python: {complaint}")


def choice(wanted: str) -> Choice:
    """`choose` for the checkout of these packages."""
    return choose(wanted, checkout())


def _complaint(copy: Path) -> str | None:
    """Why the copy will not run; it looks for itself when it is imported."""
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    try:
        asked = subprocess.run(
            [sys.executable, "-P", "-c", "import streams.line.decide"],
            cwd="/",
            env={**environment, "PYTHONPATH": str(copy)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"{copy} did not load within {PATIENCE_S:.0f} s."
    if asked.returncode == 0:
        return None
    return (asked.stderr.strip().splitlines() or [f"{copy} does not load."])[-1]
