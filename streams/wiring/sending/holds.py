"""What an operator holds back: burdens wait, lifts flow."""

from dataclasses import dataclass

from streams.wiring.database.connection import Connection
from streams.wiring.sending.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """The holds that concern one partner. `everything`: none of its burdens leaves."""

    everything: bool = False
    measures: frozenset[str] = frozenset()

    def cover(self, measure: str) -> bool:
        """Whether burdens of this measure wait."""
        return self.everything or measure in self.measures


def holds_of(connection: Connection, partner: str) -> Holds:
    """The holds in force for a partner."""
    found = connection.execute(statement("holds"), {"partner": partner}).fetchall()
    return Holds(
        everything=any(scope != "MEASURE" for scope, _ in found),
        measures=frozenset(name for scope, name in found if scope == "MEASURE"),
    )
