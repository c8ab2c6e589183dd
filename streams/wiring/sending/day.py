"""The day by which a claim goes: the clock's, or the line's where the clock is a manual one."""

from datetime import date

from streams.wiring.clock import Clock
from streams.wiring.database.connection import Connection
from streams.wiring.sending.statements import statement


def today_of(connection: Connection, clock: Clock) -> date | None:
    """Today; None on a manual clock before its first tick."""
    if not clock.manual:
        return clock.today()
    row = connection.execute(statement("line_day")).fetchone()
    return None if row is None else row[0]
