"""The catalogue that is loaded, read again only when another one is (R17)."""

import threading
from dataclasses import dataclass

from schemas.catalogue import serialise
from schemas.manifest import published
from streams.accept.reference_data import ReferenceData, reference_data_of
from streams.line.decide import Rulebook, rulebook
from streams.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A loaded catalogue, ready to judge and to check messages with."""

    number: int
    book: Rulebook
    reference: ReferenceData


class RulesInForce:
    """Keeps the newest rules; one for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rules: Rules | None = None

    def now(self, connection: Connection) -> Rules | None:
        """The rules in force, None before the first load."""
        number = number_in_force(connection)
        if number is None:
            return None
        with self._lock:
            if self._rules is None or self._rules.number != number:
                self._rules = _read(connection, number)
            return self._rules


def number_in_force(connection: Connection) -> int | None:
    """The number of the catalogue that is loaded, None before the first load."""
    row = connection.execute("SELECT catalogue FROM line WHERE shard = 0").fetchone()
    return None if row is None else row[0]


def _read(connection: Connection, number: int) -> Rules:
    row = connection.execute("SELECT body FROM catalogue WHERE number = %s", (number,)).fetchone()
    assert row is not None
    catalogue = serialise.from_json(row[0])
    return Rules(
        number=number, book=rulebook(catalogue), reference=reference_data_of(catalogue, published())
    )
