"""The statements of this folder."""

from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).with_name("sql")


@cache
def statement(name: str) -> bytes:
    """The text of `sql/<name>.sql`."""
    return (_FOLDER / f"{name}.sql").read_bytes()
