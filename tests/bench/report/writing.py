"""Writing a page and its plots from a file of figures."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.peers.environment import bench_python

from deploy.install import ROOT

DOCS = ROOT / "docs"
PLOTS = DOCS / "performance"


def write_page(
    plots: str, figures: Path, page: Path, text: Callable[[Mapping[str, Any], str], str]
) -> None:
    """After the call `page` and the plots made by the module `plots` are those of `figures`."""
    command = [str(bench_python()), "-m", plots, str(figures), str(PLOTS)]
    subprocess.run(command, env={"PYTHONPATH": str(ROOT / "tests")}, check=True)
    page.write_text(text(json.loads(figures.read_text("utf-8")), PLOTS.name), "utf-8")
    sys.stdout.write(f"{page} and {PLOTS} are those of {figures}\n")
