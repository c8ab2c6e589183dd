"""What one partner is told now, by whichever channel: directives and results of orders (R12)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Channel
from streams.sending.claims import STREAMS_AT_A_TIME, Claims
from streams.sending.day import Day
from streams.sending.order_results import ResultClaims
from streams.sending.outgoing import Outgoing
from streams.store.connection import Connection
from streams.store.rules_in_force import Rules, RulesInForce
from streams.store.seal import Seal
from streams.wiring.clock import Clock

_NOBODY: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """
    Claims for one partner by its channel; after each call what it gives is claimed.

    Nothing before the first load of a catalogue, nor while there is no day (`day.py`).
    """

    partner: str
    channel: Channel
    seal: Seal
    clock: Clock
    rules: RulesInForce
    day: Day

    def directives(
        self,
        connection: Connection,
        limit: int = STREAMS_AT_A_TIME,
        under_way: frozenset[UUID] = _NOBODY,
        *,
        probe: bool = False,
    ) -> tuple[Outgoing, ...]:
        """As `Claims.claim`."""
        if (found := self._rules(connection)) is None:
            return ()
        rules, today = found
        claims = Claims(
            connection=connection,
            seal=self.seal,
            partner=self.partner,
            channel=self.channel,
            loaded=rules.number,
        )
        catalogue = rules.book.catalogue
        return claims.claim(catalogue, self.clock.now(), today, limit, under_way, probe=probe)

    def results(
        self,
        connection: Connection,
        under_way: frozenset[UUID] = _NOBODY,
        *,
        probe: bool = False,
    ) -> tuple[Outgoing, ...]:
        """What became of orders, as `ResultClaims.claim`."""
        if (found := self._rules(connection)) is None:
            return ()
        rules, _ = found
        claims = ResultClaims(
            connection=connection,
            seal=self.seal,
            partner=self.partner,
            channel=self.channel,
            loaded=rules.number,
        )
        return claims.claim(rules.book.catalogue, self.clock.now(), under_way, probe=probe)

    def all(
        self, connection: Connection, limit: int, under_way: frozenset[UUID]
    ) -> tuple[Outgoing, ...]:
        """Directives, lifts first, and then results, for whoever tries each by itself."""
        directives = self.directives(connection, limit, under_way)
        return (*directives, *self.results(connection, under_way))

    def probe(self, connection: Connection, under_way: frozenset[UUID]) -> tuple[Outgoing, ...]:
        """
        What shows whether the partner is back: a directive, or a result that failed less often.

        So one that its server cannot take does not stand for all of them for ever.
        """
        directives = self.directives(connection, 1, under_way, probe=True)
        results = self.results(connection, under_way, probe=True)
        if results and all(one.failures > results[0].failures for one in directives):
            return results
        return directives

    def _rules(self, connection: Connection) -> tuple[Rules, date] | None:
        rules = self.rules.now(connection)
        today = self.day.today(connection, self.clock)
        return None if rules is None or today is None else (rules, today)
