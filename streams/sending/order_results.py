"""
Results of courts' orders on their way (查控结果反馈), numbered in one stream with directives (R13).

A court that is itself a partner is told by the channel it has, every other one by the partner
`court`. A claim fixes sequence and bytes and is committed before the first byte leaves. No answer
is awaited: a result is done once its channel has taken it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg.rows import dict_row

from connectors.channels.kinds import KINDS, told
from schemas.catalogue.model import Catalogue, Channel
from streams.send.retry import LONGEST_WAIT
from streams.sending.outgoing import Outgoing, OutgoingKind
from streams.statements import sending_statement
from streams.store.connection import Connection, durably
from streams.store.forms import order_result_of
from streams.store.rules_in_force import number_in_force
from streams.store.seal import Seal, result_cell
from streams.track.order_result import order_result_fields

#: The partner that is told for courts who have no channel of their own.
FOR_ALL_COURTS: Final = "court"
RESULTS_AT_A_TIME: Final = 200
_BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)


class DueResult(NamedTuple):
    """One result that may go now; `tried_until`: when its next attempt was due, None: not tried."""

    result_id: UUID
    subject: UUID
    tried_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultClaims:
    """
    Claims for one partner, on a connection of its own in autocommit.

    `channel`, `loaded`: as of `claims.Claims`.
    """

    connection: Connection
    seal: Seal
    partner: str
    channel: Channel
    loaded: int | None = None

    def claim(
        self,
        catalogue: Catalogue,
        now: datetime,
        under_way: frozenset[UUID] = frozenset(),
        *,
        probe: bool = False,
    ) -> tuple[Outgoing, ...]:
        """
        What to send now, by subject and sequence; after the call the claims are committed.

        About one subject they go in their order: behind one whose next attempt waits, all wait.
        `under_way`, `probe`: as of `claims.Claims.claim`.
        """
        partner = catalogue.partners.get(self.partner)
        if partner is None or partner.channel is not self.channel:
            return ()
        due = self._due(catalogue, now, under_way)
        if probe:
            due = _longest_waiting(due)
        if not due:
            return ()
        results = [one.result_id for one in due]
        subjects = list(dict.fromkeys(one.subject for one in due))
        self._run("make_streams", subjects=subjects)
        with durably(self.connection):
            streams = dict(self._rows("lock_streams", subjects=subjects))
            self._first_claims(results, streams, now)
        return self._claimed(results)

    def _due(
        self, catalogue: Catalogue, now: datetime, under_way: frozenset[UUID]
    ) -> list[DueResult]:
        found = self._rows(
            "unsent_results",
            channel=self.channel.value,
            for_others=self.partner == FOR_ALL_COURTS,
            told=told(catalogue),
            under_way=list(under_way),
            now=now,
            never=now + LONGEST_WAIT,
            limit=RESULTS_AT_A_TIME,
        )
        return [DueResult(*row) for row in found]

    def _first_claims(self, due: list[UUID], streams: Mapping[UUID, int], now: datetime) -> None:
        """What has no number gets one and bytes; what has another channel's bytes, new ones."""
        last, locked = dict(streams), list(streams)
        given = {"results": due, "subjects": locked, "channel": self.channel.value}
        found = self._rows("unclaimed_results", **given)
        # By another catalogue the court may be told by another partner, or by another channel.
        if not found or self.loaded not in (None, number_in_force(self.connection)):
            return
        before = self._delivered(locked)
        written = []
        for result_id, subject, fields, *numbers in found:
            if None in numbers:
                last[subject] += 1
                numbers = [last[subject], before.get(subject, 0)]  # noqa: PLW2901
            sequence, previous = numbers
            result = order_result_of(fields)
            said = order_result_fields(result, sequence, previous, self.partner)
            body = KINDS[self.channel].encode_result(said, now)
            sealed = self.seal.close(body, result_cell(result_id))
            written.append((result_id, sequence, previous, sealed))
        names = ("results", "sequences", "previous", "bodies")
        columns = dict(zip(names, map(list, zip(*written, strict=True)), strict=True))
        self._run(
            "claim_results",
            channel=self.channel.value,
            body_key=self.seal.version,
            now=now,
            **columns,
        )
        self._run("advance_streams", subjects=list(last), sequences=list(last.values()))

    def _delivered(self, subjects: list[UUID]) -> Mapping[UUID, int]:
        highest = dict(self._rows("directives_delivered", subjects=subjects))
        for subject, sequence in self._rows("results_delivered", subjects=subjects):
            highest[subject] = max(sequence, highest.get(subject, 0))
        return highest

    def _claimed(self, results: list[UUID]) -> tuple[Outgoing, ...]:
        given = {"partner": self.partner, "channel": self.channel.value, "results": results}
        with self.connection.cursor(row_factory=dict_row) as cursor:
            found = cursor.execute(sending_statement("result_bodies"), given).fetchall()
        return tuple(self._opened(**row) for row in found)

    def _opened(self, *, body_key: int, sealed: bytes, **fields: Any) -> Outgoing:
        body = self.seal.open(sealed, result_cell(fields["id"]), body_key)
        return Outgoing(what=OutgoingKind.ORDER_RESULT, body=body, **fields)

    def _rows(self, name: str, **given: object) -> list[tuple[Any, ...]]:
        found = self.connection.execute(sending_statement(name), {"partner": self.partner, **given})
        return found.fetchall()

    def _run(self, name: str, **given: object) -> None:
        self.connection.execute(sending_statement(name), {"partner": self.partner, **given})


def _longest_waiting(due: list[DueResult]) -> list[DueResult]:
    """Of the first about each subject what was never tried, else what has waited longest."""
    first = {one.subject: one for one in reversed(due)}
    oldest = (first[subject] for subject in dict.fromkeys(one.subject for one in due))
    found = min(oldest, key=lambda one: one.tried_until or _BEFORE_ALL, default=None)
    return [] if found is None else [found]
