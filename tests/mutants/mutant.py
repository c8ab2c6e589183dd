"""A mutant (变异体): one bug sown on purpose, read from its file in `bugs/`."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

BUGS: Final = Path(__file__).parent / "bugs"
#: Tests that run on several stores say on which.
SERVED: Final = re.compile(r"\[(postgres|broker)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """
    One bug: `old` stands once in `file` and becomes `new`.

    `wrong`: the bug in a sentence. `file`: path from the project's root. `tests`: node ids of
    pytest, at least one of which fails once the bug is there.
    """

    name: str
    wrong: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    @property
    def needs_servers(self) -> bool:
        """Whether a test among those named asks for broker or database."""
        return any(t.startswith("tests/integration/") or SERVED.search(t) for t in self.tests)


def read(file: Path) -> Mutant:
    """The mutant of one file, named as the file is; a key too many or too few is a `TypeError`."""
    fields = tomllib.loads(file.read_text("utf-8"))
    tests = tuple(fields.pop("tests"))
    return Mutant(name=file.stem, tests=tests, **fields)


def read_all() -> tuple[Mutant, ...]:
    """Every mutant, by name."""
    return tuple(read(file) for file in sorted(BUGS.glob("*.toml")))


def sown(text: str, mutant: Mutant) -> str:
    """The text of its file with the bug in it; ValueError unless `old` stands there once."""
    found = text.count(mutant.old)
    if found != 1:
        raise ValueError(f"{mutant.name}: the old text stands {found} times in {mutant.file}")
    return text.replace(mutant.old, mutant.new)
