"""
The day by which a claim goes: the clock's, or the line's where the clock is a manual one.

There is none while this machine's clock and the database's are apart (R16): by a wrong one burdens
would be over, and lifts put off.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from streams.wiring.clock import LARGEST_SKEW, Clock
from streams.wiring.database.connection import Connection
from streams.wiring.database.statements import statement as line_statement
from streams.wiring.seldom import Seldom
from streams.wiring.sending.statements import statement

log = logging.getLogger(__name__)


def database_now(connection: Connection) -> datetime:
    """PostgreSQL's clock."""
    row = connection.execute(line_statement("database_now")).fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment


@dataclass(slots=True, kw_only=True)
class Day:
    """The day of one process's senders. `database_now` reads PostgreSQL's clock."""

    database_now: Callable[[Connection], datetime] = database_now
    _say: Seldom = field(default_factory=Seldom)

    def today(self, connection: Connection, clock: Clock) -> date | None:
        """Today; None on a manual clock before its first tick, and while the clocks are apart."""
        if self._apart(connection, clock):
            return None
        if not clock.manual:
            return clock.today()
        row = connection.execute(statement("line_day")).fetchone()
        return None if row is None else row[0]

    def _apart(self, connection: Connection, clock: Clock) -> bool:
        """Whether the clocks are apart, and no command says that days go on as they are."""
        before = clock.now()
        database = self.database_now(connection)
        skew = max(before - database, database - clock.now())
        return skew > LARGEST_SKEW and not self._covered(connection, clock, skew)

    def _covered(self, connection: Connection, clock: Clock, skew: timedelta) -> bool:
        row = connection.execute(line_statement("advanced_through")).fetchone()
        if row is not None and row[0] is not None and date.fromisoformat(row[0]) >= clock.today():
            return True
        if self._say.now():
            log.error(
                "This machine's clock and the database's are %.0f s apart: partners are told "
                "nothing. Set both by the same time server, or, to go on as they are: "
                "hub tick --through %s --by YOU --because WHY",
                skew.total_seconds(),
                clock.today().isoformat(),
            )
        return False
