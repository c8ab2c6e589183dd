"""
Metrics of several processes in one scrape.

The hub's processes write their counters and histograms to files of one folder (the multiprocess
mode of `prometheus_client`), and the process that is scraped reads them all. A process that is
started with `FOLDER_VARIABLE` in its environment takes part by that alone.
"""

from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

#: Read by `prometheus_client` when it is imported.
FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"


def fresh_folder(folder: Path) -> Path:
    """The folder, empty: what processes of an earlier start counted is over."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for file in folder.glob("*.db"):
        file.unlink()
    return folder


def collect_from(folder: Path, registry: CollectorRegistry) -> None:
    """After the call `registry` shows the sum of what all processes have counted in `folder`."""
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
