"""The benchmark's own environment of Python packages, `build/bench-venv`, from its own lock."""

import hashlib
from pathlib import Path
from typing import Final

from deploy.install import ROOT, run
from deploy.lock import BENCH_LOCK

VENV: Final = ROOT / "build" / "bench-venv"


def bench_python() -> Path:
    """Its interpreter; what the lock asks for is installed, each package against its digest.

    Raises `deploy.install.CannotInstall` with a sentence that says why not.
    """
    python, stamp = VENV / "bin" / "python", VENV / ".installed"
    wanted = hashlib.sha256(BENCH_LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return python
    stamp.unlink(missing_ok=True)
    uv, log = str(ROOT / ".venv" / "bin" / "uv"), ROOT / "build" / "bench-install.log"
    own = str(ROOT / ".venv" / "bin" / "python")
    run(
        "the benchmark's environment",
        [uv, "venv", "--clear", "--python", own, str(VENV)],
        log,
        show=False,
    )
    sync = [uv, "pip", "sync", "--require-hashes", "--python", str(python), str(BENCH_LOCK)]
    run("quixstreams and matplotlib", sync, log, show=True)
    stamp.write_text(wanted, "utf-8")
    return python
