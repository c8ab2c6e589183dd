"""A hub's data folder, and the commands an operator gives there."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.hub_process import environment, hub, hub_up

PATIENCE_S = 120.0
WHO = ("--by", "operator", "--because", "the disk was lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A data folder with its settings; the broker is somebody else's and stays."""

    data: Path
    settings: dict[str, str]

    def up(self) -> Any:
        """The hub on it."""
        return hub_up(self.data, env=environment(**self.settings))

    def do(self, *arguments: str, given: str = "") -> str:
        """Run a command that does what it should."""
        done = subprocess.run(
            [Path(sys.executable).with_name("hub"), *arguments, "--data", str(self.data)],
            env=environment(**self.settings),
            input=given,
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def hub_status(place: Place) -> str:
    return hub("status", "--data", str(place.data), **place.settings).stdout
