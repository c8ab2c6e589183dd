"""While a day or a load is worked off nothing is amiss, whenever somebody looks."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from contract.stores import RING, OnPostgres
from integration.verify.test_any_play import Line
from property.strategies import CATALOGUE, DAYS
from scenario.cast import TAX, B
from scenario.message import mark, penalty, wage

from monitoring.verify.cells import opener
from monitoring.verify.database import snapshot
from monitoring.verify.verification import Five, recount
from streams.deciding.line_store import Ranges
from streams.deciding.postgres_line_store import PostgresLineStore
from streams.line.changes import Changes


class Looking(PostgresLineStore):
    """Looks at the database after every entry."""

    def __init__(self, under: OnPostgres, url: str) -> None:
        super().__init__(under.store)
        self._url = url
        self.seen: list[Five] = []

    def commit(self, changes: Changes, ranges: Ranges) -> None:
        """Write an entry, and verify at once."""
        super().commit(changes, ranges)
        with snapshot(self._url) as moment:
            self.seen.append(recount(moment, opener(RING), RING.current))

    def waited(self) -> list[int]:
        """How many facts were still to be told of, entry by entry since it was asked last."""
        seen, self.seen = self.seen, []
        apart = [d for five in seen for finding in five for d in finding.differences]
        assert apart == []
        return [five.pool.counts.get("still to be told of today", 0) for five in seen]


@pytest.fixture
def under(fresh_database: str) -> Iterator[OnPostgres]:
    """The tables of one line."""
    tables = OnPostgres(fresh_database)
    yield tables
    tables.connection.close()


def test_between_two_entries(under: OnPostgres, fresh_database: str) -> None:
    """Between a day or a load and its last entry facts that turn are counted, and not compared."""
    line = Line(under)
    looking = line.decider.line_store = Looking(under, fresh_database)
    w1, n1 = wage("W1"), penalty("N1", about=B)
    line.publish([w1, n1, n1.relayed("market-320412", "M1")])
    line.publish([w1.ended(2, "06-02"), mark("X1", by="tax", of=n1, starts="06-02")])
    assert looking.waited() == [0, 0]
    line.tick(DAYS[1])
    assert looking.waited() == [2, 0]
    market = replace(CATALOGUE.departments["market-320412"], decides_for=frozenset({TAX.uscc}))
    tax = replace(
        CATALOGUE.departments["tax"], decides_for=frozenset(), relays_for=frozenset({TAX.uscc})
    )
    line.load(
        replace(
            CATALOGUE, departments={**CATALOGUE.departments, "market-320412": market, "tax": tax}
        )
    )
    assert looking.waited() == [2, 0]
