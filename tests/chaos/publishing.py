"""The departments' programs: each a process that publishes at a rate and keeps its own journal."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from support.hub_process import environment
from support.imports import ROOT

#: The number of its first matter, by department; those of a second start are far above.
FIRST = {"load": 0, "hrss": 20_000_000, "court": 60_000_000}
LATER = {"load": 1_000_000, "hrss": 100_000, "court": 100_000}


@dataclass(slots=True)
class Department:
    """`load` is the load generator, bounded by `events`; others are of `chaos/department.py`."""

    name: str
    rate: float
    seed: int
    bootstrap: str
    data: Path
    journals: Path
    events: int | None = None
    process: "subprocess.Popen[bytes] | None" = None
    starts: int = 0

    def start(self) -> None:
        """It publishes; after an earlier end about matters that it never named before."""
        number = self.starts
        self.starts += 1
        named = f"{self.name}-{number}"
        options = {
            "--bootstrap": self.bootstrap,
            "--rate": str(self.rate),
            "--seed": str(self.seed + number),
            "--first": str(FIRST[self.name] + number * LATER[self.name]),
            "--journal": str(self.journals / f"{named}.tsv"),
        }
        if self.events is not None:
            options["--events"] = str(max(1, self.events - self._acknowledged()))
        with (self.journals / f"{named}.log").open("wb") as log:
            self.process = subprocess.Popen(
                [*self._program(), *(word for pair in options.items() for word in pair)],
                env=environment(PYTHONPATH=f"{ROOT}:{ROOT / 'tests'}"),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _program(self) -> Sequence[str]:
        if self.name == "load":
            return str(Path(sys.executable).with_name("hub")), "load", "--data", str(self.data)
        return sys.executable, "-m", "chaos.department", self.name

    def _acknowledged(self) -> int:
        """What it wrote down before this start."""
        return sum(
            file.read_bytes().count(b"\n") for file in self.journals.glob(f"{self.name}-*.tsv")
        )

    def ended(self) -> int | None:
        """Its exit code if it ended before it was through; None while it runs, or has said all."""
        assert self.process is not None
        code = self.process.poll()
        return None if code == 0 and self.events is not None else code

    def ask_to_stop(self) -> None:
        """Let it end once everything it published is acknowledged."""
        if self.process is not None:
            self.process.terminate()

    def await_end(self, patience_s: float) -> None:
        """After the call its journal is complete."""
        if self.process is not None:
            self.process.wait(patience_s)
