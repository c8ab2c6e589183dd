"""How the hub is, with the time it needs to catch up, measured over a second where it is behind."""

import time
from typing import Final

from streams.reading.as_of import AsOf, as_of
from streams.reading.backlog import BacklogReader, BrokerAway
from streams.reading.condition import Condition, condition
from streams.sending.day import apart
from streams.store.connection import Connection
from streams.store.holder import holder
from streams.wiring.clock import Clock

MEASURED_OVER_S: Final = 1.0


def observe(connection: Connection, bootstrap: str, clock: Clock) -> Condition:
    """The hub's condition; takes a second longer where messages wait."""
    clocks_apart = apart(connection, clock)
    reader = BacklogReader(bootstrap)
    try:
        first = _as_of(connection, reader, clock)
        if not first.lag_messages:
            return condition(connection, first, holder(connection), None, clocks_apart)
        time.sleep(MEASURED_OVER_S)
        second = _as_of(connection, reader, clock)
        catch_up_s = _catch_up_s(first, second)
        return condition(connection, second, holder(connection), catch_up_s, clocks_apart)
    finally:
        reader.close()


def _as_of(connection: Connection, reader: BacklogReader, clock: Clock) -> AsOf:
    try:
        return as_of(connection, reader.read(connection), clock)
    except BrokerAway:
        return as_of(connection, None, clock)


def _catch_up_s(first: AsOf, second: AsOf) -> float | None:
    """None while the lag does not shrink."""
    if first.lag_messages is None or second.lag_messages is None:
        return None
    gained = (first.lag_messages - second.lag_messages) / MEASURED_OVER_S
    return second.lag_messages / gained if gained > 0 else None
