"""What the processes of one data folder leave for each other while they run."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from streams.wiring.whole_file import write_whole


def ready_file(data: Path, name: str) -> Path:
    """The file that exists while the process `name` serves."""
    return data / "run" / f"{name}.ready"


def metrics_folder(data: Path) -> Path:
    """The folder in which the hub's processes keep their metrics while they run."""
    return data / "run" / "metrics"


def restarts_file(data: Path) -> Path:
    """Where the supervisor of a data folder keeps the counts."""
    return data / "run" / "restarts.json"


class Restarts:
    """
    Counts of this run of `hub up`, from nothing; each is on the file before it is told.

    What the disk does not take raises `OSError` and is counted all the same, with the next one.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._counts: dict[str, int] = {}

    def known(self, names: Iterable[str]) -> None:
        """These processes run, and have not been started again."""
        self._counts = {**dict.fromkeys(names, 0), **self._counts}
        self._write()

    def count(self, name: str) -> None:
        """A process ended, and is to be started again, at once or after a pause."""
        self._counts[name] = self._counts.get(name, 0) + 1
        self._write()

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(self._file, json.dumps(self._counts))


def read_restarts(file: Path) -> Mapping[str, int]:
    """Ends by process, since the hub was started; nothing where no file tells of them."""
    try:
        found: dict[str, int] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):  # all other metrics are shown without it
        return {}
    return found
