"""When the city last did something, as its database shows it; nothing while that is away."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, LiteralString

import psycopg

#: How long a database that is away may keep a question waiting.
PATIENCE_S = 2

DECIDED: LiteralString = """
SELECT max(judged_at) FROM (
    SELECT judged_at FROM journal WHERE kind = 'BATCH' ORDER BY number DESC LIMIT 1) AS last"""
RELAYED: LiteralString = """
SELECT max(sent_at) FROM (SELECT sent_at FROM page ORDER BY entry DESC LIMIT 500) AS last"""
PUSHED: LiteralString = "SELECT max(sent_at) FROM directive WHERE partner IN ('bank', 'land')"
ANSWERED: LiteralString = "SELECT max(answered_at) FROM directive WHERE partner = %s"
DECIDED_FOR: LiteralString = """
SELECT count(*) FROM directive d JOIN journal j ON j.number = d.entry
 WHERE d.partner = %s AND j.judged_at > %s"""
HOLDER: LiteralString = "SELECT holder FROM heartbeat"
CUT: LiteralString = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name LIKE 'hub%%'"""
#: The ports from which the hub's processes are connected, but for its operator's.
CAME_FROM: LiteralString = """
SELECT client_port FROM pg_stat_activity
 WHERE datname = current_database() AND application_name LIKE 'hub%%'
   AND application_name NOT IN ('hub up', 'hub cli', 'hub verify')"""
#: What is still to be done, by name; all zero once the city is at rest. Partners that are not named
#: are asked for at counters, and told nothing.
LEFT: LiteralString = """
SELECT (SELECT count(*) FROM page WHERE sent_at IS NULL) AS receipts,
       (SELECT count(*) FROM outcome_change WHERE sent_at IS NULL) AS changed_receipts,
       (SELECT count(*) FROM pool_page WHERE sent_at IS NULL) AS pool_pages,
       (SELECT count(*) FROM order_result WHERE sent_at IS NULL) AS order_results,
       (SELECT count(*) FROM directive
         WHERE sequence IS NULL AND superseded_at IS NULL AND NOT held
           AND partner IN ('bank', 'court', 'land', 'procurement')) AS unclaimed,
       (SELECT count(*) FROM directive WHERE next_attempt_at IS NOT NULL) AS to_send,
       (SELECT count(*) FROM directive
         WHERE answer_by IS NOT NULL AND next_attempt_at IS NULL) AS unanswered"""
POSITIONS: LiteralString = """
SELECT t.name, p.partition, p.next_offset FROM position p JOIN topic t ON t.no = p.topic_no"""


@dataclass(slots=True)
class Watch:
    """Asks the database over one session, and over a new one when that is lost."""

    url: str
    _session: psycopg.Connection[Any] | None = field(default=None)

    def rows(self, query: LiteralString, *given: object) -> list[tuple[Any, ...]]:
        """What the database says; [] while it does not answer."""
        try:
            if self._session is None:
                self._session = psycopg.connect(
                    self.url, autocommit=True, connect_timeout=PATIENCE_S, application_name="watch"
                )
            return self._session.execute(query, given).fetchall()
        except psycopg.OperationalError:
            self.close()
            return []

    def one(self, query: LiteralString, *given: object) -> Any:
        """One value; None while nobody answers."""
        rows = self.rows(query, *given)
        return rows[0][0] if rows else None

    def moment(self, query: LiteralString, *given: object) -> datetime | None:
        """When something was done last; None if never, or while nobody answers."""
        found: datetime | None = self.one(query, *given)
        return found

    def left(self) -> dict[str, int] | None:
        """What is still to be done, without what is not; None while nobody answers."""
        names = ("receipts", "changed receipts", "pool pages", "order results")
        rows = self.rows(LEFT)
        if not rows:
            return None
        named = zip((*names, "unclaimed", "to send", "unanswered"), rows[0], strict=True)
        return {name: count for name, count in named if count}

    def close(self) -> None:
        """End the session."""
        if self._session is not None:
            self._session.close()
            self._session = None
