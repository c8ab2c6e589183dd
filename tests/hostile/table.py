"""The verdicts: door by door, where the bytes are laid and what is then said to them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VERDICTS = Path(__file__).resolve().parent / "verdicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """
    One file at one door.

    `where`: the topic or the layout. `verdict`: ACCEPTED; REFUSED or QUARANTINED, RETURNED or
    BROKEN with a code; a status of HTTP with the code of the problem; UNANSWERED for what is no
    whole request.
    """

    where: str
    file: str
    verdict: str


def cases(door: str) -> Iterator[Case]:
    """All of a door's verdicts, in the order of the table."""
    table = tomllib.loads((VERDICTS / f"{door}.toml").read_text("utf-8"))
    for where, verdicts in table.items():
        for file, verdict in verdicts.items():
            yield Case(where=where, file=file, verdict=verdict)
