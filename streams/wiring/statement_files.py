"""SQL stands in files beside the modules that use it: one statement a file."""

from collections.abc import Callable
from functools import cache
from pathlib import Path


def statements_of(folder: Path) -> Callable[[str], bytes]:
    """What gives the statement in `<name>.sql` of a folder; each is read once when first used."""

    @cache
    def statement(name: str) -> bytes:
        return (folder / f"{name}.sql").read_bytes()

    return statement
