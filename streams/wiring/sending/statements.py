"""The SQL of sending: one statement a file, read once when first used."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("sql")


@cache
def statement(name: str) -> bytes:
    """The statement in `sql/<name>.sql`."""
    return (FOLDER / f"{name}.sql").read_bytes()
