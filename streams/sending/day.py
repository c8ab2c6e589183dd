"""
The day that a claim uses: the clock's, or the line's if the clock is manual.

There is none while this machine's clock and the database's are apart (R16): by a wrong one burdens
would be over, and lifts put off.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from streams.statements import sending_statement, store_statement
from streams.store.connection import Connection
from streams.wiring.clock import LARGEST_SKEW, Clock
from streams.wiring.seldom import Seldom

log = logging.getLogger(__name__)


def database_now(connection: Connection) -> datetime:
    """PostgreSQL's clock."""
    row = connection.execute(store_statement("database_now")).fetchone()
    assert row is not None
    moment: datetime = row[0]
    return moment


def apart(
    connection: Connection,
    clock: Clock,
    database_clock: Callable[[Connection], datetime] = database_now,
) -> timedelta | None:
    """How far the clocks differ if that is too much to claim anything; None if claims may go on."""
    before = clock.now()
    database = database_clock(connection)
    skew = max(before - database, database - clock.now())
    if skew <= LARGEST_SKEW:
        return None
    row = connection.execute(store_statement("advanced_through")).fetchone()
    through = None if row is None else row[0]
    if through is not None and date.fromisoformat(through) >= clock.today():
        return None  # a command says that days go on as the clocks are
    return skew


@dataclass(slots=True, kw_only=True)
class Day:
    """The day of one process's senders. `database_now` reads PostgreSQL's clock."""

    database_now: Callable[[Connection], datetime] = database_now
    _say: Seldom = field(default_factory=Seldom)

    def today(self, connection: Connection, clock: Clock) -> date | None:
        """
        Today; None before the first tick of a manual clock, and while the clocks differ too much.
        """
        skew = apart(connection, clock, self.database_now)
        if skew is not None:
            self._tell(skew, clock)
            return None
        if not clock.manual:
            return clock.today()
        row = connection.execute(sending_statement("line_day")).fetchone()
        return None if row is None else row[0]

    def _tell(self, skew: timedelta, clock: Clock) -> None:
        if self._say.now():
            log.error(
                "This machine's clock and the database's are %.0f s apart: partners are told "
                "nothing. Set both by the same time server, or, to go on as they are: "
                "hub tick --through %s --by YOU --because WHY",
                skew.total_seconds(),
                clock.today().isoformat(),
            )
