"""
Results of courts' orders on their way (查控结果反馈), numbered in one stream with directives (R13).

A court that is itself a partner with a topic is told there, every other one by the partner `court`.
A claim fixes sequence and bytes and is committed before the first byte leaves. No answer is
awaited: a result is done once the broker has it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from connectors.channels.kinds import with_topics
from connectors.channels.port import Letter
from schemas.catalogue.model import Catalogue
from streams.track.order_result import order_result_body
from streams.wiring.database.connection import Connection, durably
from streams.wiring.database.forms import order_result_of
from streams.wiring.database.seal import Seal, result_cell
from streams.wiring.reading.rules_in_force import number_in_force
from streams.wiring.sending.statements import statement

#: The partner whose topic carries results for courts that have none of their own.
FOR_ALL_COURTS: Final = "court"
RESULTS_AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingResult:
    """One result to be sent, with the bytes its claim fixed."""

    result_id: UUID
    subject: UUID
    sequence: int
    body: bytes = field(repr=False)

    @property
    def letter(self) -> Letter:
        """What its channel hands over."""
        return Letter(
            id=self.result_id, subject=self.subject, sequence=self.sequence, body=self.body
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultClaims:
    """
    Claims for one partner with a topic, on a connection of its own in autocommit.

    `loaded`: as of `claims.Claims`.
    """

    connection: Connection
    seal: Seal
    partner: str
    loaded: int | None = None

    def claim(self, catalogue: Catalogue, now: datetime) -> tuple[OutgoingResult, ...]:
        """What to send now, by subject and sequence; after the call the claims are committed."""
        due = self._due(catalogue)
        if not due:
            return ()
        subjects = list(dict.fromkeys(due.values()))
        self._run("make_streams", subjects=subjects)
        with durably(self.connection):
            streams = dict(self._rows("lock_streams", subjects=subjects))
            self._first_claims(list(due), streams, now)
        return tuple(
            OutgoingResult(
                result_id=result_id,
                subject=subject,
                sequence=sequence,
                body=self.seal.open(body, result_cell(result_id), body_key),
            )
            for result_id, subject, sequence, body_key, body in self._rows(
                "result_bodies", results=list(due)
            )
        )

    def sent(self, results: Sequence[OutgoingResult], now: datetime) -> None:
        """The broker has them."""
        self._run("results_sent", results=[one.result_id for one in results], now=now)

    def _due(self, catalogue: Catalogue) -> Mapping[UUID, UUID]:
        found = self._rows(
            "unsent_results",
            for_others=self.partner == FOR_ALL_COURTS,
            with_topics=with_topics(catalogue),
            limit=RESULTS_AT_A_TIME,
        )
        return dict(found)

    def _first_claims(self, due: list[UUID], streams: Mapping[UUID, int], now: datetime) -> None:
        last, locked = dict(streams), list(streams)
        found = self._rows("unclaimed_results", results=due, subjects=locked)
        # By another catalogue another partner's topic may be the court's.
        if not found or self.loaded not in (None, number_in_force(self.connection)):
            return
        before = self._delivered(locked)
        written = []
        for result_id, subject, fields in found:
            last[subject] += 1
            previous = before.get(subject, 0)
            result = order_result_of(fields)
            body = order_result_body(result, last[subject], previous, self.partner)
            sealed = self.seal.close(body, result_cell(result_id))
            written.append((result_id, last[subject], previous, sealed))
        names = ("results", "sequences", "previous", "bodies")
        columns = dict(zip(names, map(list, zip(*written, strict=True)), strict=True))
        self._run("claim_results", body_key=self.seal.version, now=now, **columns)
        self._run("advance_streams", subjects=list(last), sequences=list(last.values()))

    def _delivered(self, subjects: list[UUID]) -> Mapping[UUID, int]:
        highest = dict(self._rows("directives_delivered", subjects=subjects))
        for subject, sequence in self._rows("results_delivered", subjects=subjects):
            highest[subject] = max(sequence, highest.get(subject, 0))
        return highest

    def _rows(self, name: str, **given: object) -> list[tuple[Any, ...]]:
        found = self.connection.execute(statement(name), {"partner": self.partner, **given})
        return found.fetchall()

    def _run(self, name: str, **given: object) -> None:
        self.connection.execute(statement(name), {"partner": self.partner, **given})
