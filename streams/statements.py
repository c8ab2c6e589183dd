"""
SQL stands in files beside the modules that use it: one file a topic, a statement a `-- name:` line.

aiosql reads such files too, but means to run them as well, with parameters of its own spelling;
here the driver runs them, also as a COPY, in binary form and by a cursor of the server. All folders
with such files are named here, below the folders themselves: the metrics and the recount, which
know nothing else of the hub, have theirs too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_NAME: Final = re.compile(rb"(?m)^-- name: (\w+)\n")


@cache
def statements_in(folder: Path) -> Mapping[str, bytes]:
    """
    The statements of a folder by their names, each with its comments; read once.

    What stands above the first name of a file is about its topic. Raises ValueError for a name
    that the folder has twice.
    """
    found: dict[str, bytes] = {}
    for file in sorted(folder.glob("*.sql")):
        _, *parts = _NAME.split(file.read_bytes())
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            if name.decode() in found:
                raise ValueError(f"{file}: there is a statement {name.decode()} already")
            found[name.decode()] = text.rstrip() + b"\n"
    return found


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements of one folder; called with a name it gives the statement."""

    folder: Path

    def __call__(self, name: str) -> bytes:
        return statements_in(self.folder)[name]


def _below(package: str) -> Statements:
    return Statements(Path(__file__).resolve().parents[1] / package / "sql")


store_statement: Final = _below("streams/store")
sending_statement: Final = _below("streams/sending")
reading_statement: Final = _below("streams/reading")
backup_statement: Final = _below("streams/operate/backup")
gauge_statement: Final = _below("monitoring")
verify_statement: Final = _below("monitoring/verify")
