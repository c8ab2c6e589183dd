"""
The worker's own reading and deciding, on a real broker and PostgreSQL: its state is the oracle's.

The same property holds by the thousand in memory; here a few histories go the whole way.
"""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import uuid4

import pytest
from contract.stores import OnPostgres
from hypothesis import HealthCheck, given, settings
from property.strategies import CATALOGUE, FIRST, LAST
from property.test_line_is_the_oracle import differences, plays
from scenario.live_line import Broker, LiveLine
from scenario.message import Message
from scenario.oracle_hub import OracleHub
from scenario.outbox import MemoryBook

MakeLine = Callable[[], LiveLine]


@pytest.fixture
def real_line(broker: str, fresh_database: str) -> Iterator[MakeLine]:
    """Makes lines on real servers, each as if nothing had been decided before."""
    inputs = Broker(broker, f"oracle{uuid4().hex[:12]}.")
    under = OnPostgres(fresh_database)

    def make() -> LiveLine:
        under.forget()
        under.connection.execute("DELETE FROM catalogue")
        return LiveLine(under, inputs, CATALOGUE, on=FIRST, book=MemoryBook)

    yield make
    inputs.close()
    under.connection.close()


@settings(
    max_examples=15,
    deadline=None,
    print_blob=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(play=plays())
def test_the_real_line_is_the_oracle(
    real_line: MakeLine, play: list[tuple[list[Message], date | None]]
) -> None:
    """After any entries and ticks, pool, measures and what waits are the oracle's."""
    line = real_line()
    told: list[Message] = []
    refused: list[Message] = []
    oracle = OracleHub(CATALOGUE, on=FIRST, refused=refused)
    for batch, tick in play:
        late = [Message(m.department, m.kind, m.record, appended=LAST) for m in batch]
        line.publish(*late)
        refused += [m for m in late if line.shown(m).outcome == "REFUSED"]
        told += [m for m in late if m not in refused]
        oracle.publish(*late)
        if tick is not None:
            line.tick(tick)
            oracle.tick(tick)
    assert not differences(line, oracle, told)
    line.tick(LAST)
    oracle.tick(LAST)
    assert not differences(line, oracle, told)
