"""What an operator holds back: burdens wait, lifts and milder amendments flow."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from streams.statements import sending_statement
from streams.store.acts import ActName, OperatorAct, add_act
from streams.store.connection import Connection


class Scope(StrEnum):
    """What a hold is about."""

    PARTNER = "PARTNER"  #: one partner's burdens
    MEASURE = "MEASURE"  #: one measure's, at every partner
    SOURCE = "SOURCE"  #: what one department's records impose, at every partner
    ALL = "ALL"  #: everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """The holds that concern one partner. `everything`: none of its burdens leaves."""

    everything: bool = False
    measures: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    def cover(self, measure: str, source: str | None) -> bool:
        """Whether burdens of this measure wait that are because of a source's record (R32)."""
        return self.everything or measure in self.measures or source in self.sources


def holds_of(connection: Connection, partner: str) -> Holds:
    """The holds in force for a partner."""
    found = connection.execute(sending_statement("holds"), {"partner": partner}).fetchall()
    return Holds(
        everything=any(Scope(scope) in (Scope.PARTNER, Scope.ALL) for scope, _ in found),
        measures=frozenset(name for scope, name in found if scope == Scope.MEASURE),
        sources=frozenset(name for scope, name in found if scope == Scope.SOURCE),
    )


def add_hold(connection: Connection, scope: Scope, name: str, by: str, because: str) -> UUID:
    """Burdens of the scope wait from now on; its lifts flow. The hold's id is its act's."""
    with connection.transaction():
        hold = add_act(connection, _act(ActName.HOLD, scope, name, by, because))
        given = {"id": hold, "scope": scope.value, "name": name}
        connection.execute(sending_statement("add_hold"), given)
    return hold


def end_holds(connection: Connection, scope: Scope, name: str, by: str, because: str) -> int:
    """End every hold of just this scope; how many there were."""
    with connection.transaction():
        given = {"scope": scope.value, "name": name}
        ended = connection.execute(sending_statement("end_hold"), given).rowcount
        if ended:
            add_act(connection, _act(ActName.END_HOLD, scope, name, by, because))
    return ended


def _act(act: ActName, scope: Scope, name: str, by: str, because: str) -> OperatorAct:
    return OperatorAct(name=act, about=name, detail=scope.value, by=by, because=because)
