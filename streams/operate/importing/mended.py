"""
Which file of rows that came back an importer may write: none that somebody has begun to mend.

What it wrote is remembered by digest. A file of another text is a clerk's, and is left as it is.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from streams.wiring.failures import CannotRun
from streams.wiring.whole_file import write_whole

#: How many names of one file are looked at; who has so many half mended mends none.
_MOST: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where rows may be left that came back of one file, and which files of earlier runs stay."""

    target: Path
    left: tuple[Path, ...]

    @property
    def told(self) -> str:
        """What a person is told of the files that stay, "" where there are none."""
        names = ", ".join(map(str, self.left))
        return f"Left as it is, since it was changed after an import: {names}" if names else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFiles:
    """Files that still say what an importer wrote; `memory` is where their digests are kept."""

    memory: Path

    def places(self, file: Path, suffix: str) -> Places:
        """
        The places beside a file: `<file>.refused<suffix>`, else `<file>.refused.2<suffix>`, ….

        At most one of them is the importer's: it is written again until it is gone or changed.
        """
        digests = self._digests()
        there = [name for name in islice(_names(file, suffix), _MOST) if name.exists()]
        own = [name for name in there if digests.get(str(name.resolve())) == _digest(name)]
        free = next(name for name in _names(file, suffix) if not name.exists())
        return Places(
            target=own[0] if own else free,
            left=tuple(name for name in there if name not in own),
        )

    def remember(self, target: Path) -> None:
        """What stands in `target` now is the importer's. Files that are gone are forgotten."""
        digests = {name: kept for name, kept in self._digests().items() if Path(name).exists()}
        if target.exists():
            digests[str(target.resolve())] = _digest(target)
        try:
            write_whole(self.memory, json.dumps(digests, ensure_ascii=False))
        except OSError as reason:
            raise CannotRun(
                f"{self.memory} cannot be written ({reason.strerror}): the next import will take "
                f"{target} for a file that somebody mends. Make room for it."
            ) from reason

    def _digests(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self.memory.read_text("utf-8"))
        except (OSError, ValueError):
            # Every file is somebody's then: one name more, and nobody's work is lost.
            return {}
        return found


def _names(file: Path, suffix: str) -> Iterator[Path]:
    yield file.with_name(f"{file.name}.refused{suffix}")
    number = 2
    while True:
        yield file.with_name(f"{file.name}.refused.{number}{suffix}")
        number += 1


def _digest(file: Path) -> str:
    if not file.is_file():  # what comes of a pipe would be waited for
        return ""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
