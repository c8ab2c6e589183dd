"""
The claim (R12, R13): what one partner is told now, committed before the first byte leaves.

Under a row lock on each (partner, subject) stream the table of R12 is asked; what goes for the
first time gets its sequence and its body, what goes again goes with the bytes it had.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from schemas.catalogue.model import Catalogue, Channel, Partner
from streams.send.body import Delivery, directive_fields, topic_body, webhook_body
from streams.send.claim import LIFT, Claim
from streams.send.directive import Directive
from streams.wiring.database.connection import Connection, durably
from streams.wiring.database.rows import DirectiveRow, Reader
from streams.wiring.database.seal import Seal, body_cell
from streams.wiring.database.statements import statement as line_statement
from streams.wiring.sending.holds import Holds, holds_of
from streams.wiring.sending.ledger_rows import StreamRow, by_measure, plans
from streams.wiring.sending.release import released_to
from streams.wiring.sending.statements import statement

#: Streams a claim takes at a time.
STREAMS_AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One directive to be sent, with the bytes its claim fixed. `attempts`: made before."""

    directive_id: UUID
    subject: UUID
    sequence: int
    lifts: bool
    attempts: int
    misses: int
    body: bytes = field(repr=False)


@dataclass(slots=True)
class Decisions:
    """What a claim writes."""

    claims: list[tuple[StreamRow, Claim]] = field(default_factory=list)
    superseded: set[UUID] = field(default_factory=set)
    again: dict[UUID, int] = field(default_factory=dict)
    nothing: set[UUID] = field(default_factory=set)
    weighed: dict[UUID, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Claims for one partner, on a connection of its own in autocommit."""

    connection: Connection
    seal: Seal
    partner: str

    def claim(
        self, catalogue: Catalogue, now: datetime, today: date, limit: int = STREAMS_AT_A_TIME
    ) -> tuple[Outgoing, ...]:
        """
        What to send now, lifts first, then by subject and sequence.

        After the call the claims are committed. `now`: real time; `today`: the day by the clock.
        `limit`: streams looked at, not directives.
        """
        partner = catalogue.partners.get(self.partner)
        if partner is None or partner.channel is Channel.CHECK:
            return ()
        due = self._due(now, today, holds_of(self.connection, self.partner), limit)
        if not due:
            return ()
        self._run("make_streams", partner=self.partner, subjects=due)
        with durably(self.connection):
            holds = holds_of(self.connection, self.partner)
            streams = self._lock(due)
            rows = self._rows(streams)
            decisions = decide(rows, holds, now, today)
            self._write_first_claims(decisions, rows, streams, catalogue, partner, now)
            self._write_rest(decisions, now)
            wanted = [row.directive_id for row, _ in decisions.claims] + list(decisions.again)
            return self._outgoing(wanted)

    def _due(self, now: datetime, today: date, holds: Holds, limit: int) -> list[UUID]:
        found = self.connection.execute(
            statement("due_subjects"),
            {
                "partner": self.partner,
                "now": now,
                "today": today,
                "burdens": not holds.everything,
                "measures_on_hold": sorted(holds.measures),
                "limit": limit,
            },
        )
        return [subject for (subject,) in found]

    def _lock(self, subjects: Sequence[UUID]) -> Mapping[UUID, int]:
        given = {"partner": self.partner, "subjects": list(subjects)}
        return dict(self.connection.execute(statement("lock_streams"), given).fetchall())

    def _rows(self, streams: Mapping[UUID, int]) -> list[StreamRow]:
        given = {"partner": self.partner, "subjects": list(streams)}
        found = self.connection.execute(statement("streams_rows"), given)
        return [StreamRow(*row) for row in found]

    def _write_first_claims(
        self,
        decisions: Decisions,
        rows: Sequence[StreamRow],
        streams: Mapping[UUID, int],
        catalogue: Catalogue,
        partner: Partner,
        now: datetime,
    ) -> None:
        if not decisions.claims:
            return
        decided = self._decided([row.directive_id for row, _ in decisions.claims])
        last = dict(streams)
        before = self._delivered(rows, streams)
        written: list[tuple[object, ...]] = []
        for row, claim in decisions.claims:
            last[row.subject] += 1
            directive = decided[row.directive_id]
            within_s = directive.terms.answer_within_s or partner.answer_within_s
            delivery = Delivery(
                action=claim.action,
                sequence=last[row.subject],
                previous_sequence=before.get(row.subject, 0),
                supersedes=claim.supersedes,
                released=released_to(directive, catalogue),
                claimed_at=now,
                answer_by=now + timedelta(seconds=within_s),
            )
            body = _body(directive, delivery, partner.channel)
            written.append(
                (
                    row.directive_id,
                    delivery.sequence,
                    delivery.previous_sequence,
                    claim.action.value,
                    claim.supersedes,
                    self.seal.close(body, body_cell(row.directive_id)),
                    within_s,
                )
            )
        names = ("directives", "sequences", "previous", "sent_as", "supersedes", "bodies")
        columns = dict(
            zip((*names, "answer_within_s"), map(list, zip(*written, strict=True)), strict=True)
        )
        self._run("claim", body_key=self.seal.version, now=now, **columns)
        self._run(
            "advance_streams",
            partner=self.partner,
            subjects=list(last),
            sequences=list(last.values()),
        )

    def _delivered(
        self, rows: Sequence[StreamRow], streams: Mapping[UUID, int]
    ) -> Mapping[UUID, int]:
        """As `surely_delivered`, with the results of orders that share a stream."""
        highest = dict(surely_delivered(rows))
        given = {"partner": self.partner, "subjects": list(streams)}
        for subject, sequence in self.connection.execute(statement("results_delivered"), given):
            highest[subject] = max(sequence, highest.get(subject, 0))
        return highest

    def _decided(self, ids: Sequence[UUID]) -> Mapping[UUID, Directive]:
        found = self.connection.execute(line_statement("directives"), {"directives": ids})
        reader = Reader(seal=self.seal, layouts={}, topics={})
        rows = [DirectiveRow(*row) for row in found]
        return {row.directive_id: reader.directive(row) for row in rows}

    def _write_rest(self, decisions: Decisions, now: datetime) -> None:
        if decisions.superseded:
            self._run("supersede", directives=list(decisions.superseded), now=now)
        if decisions.again:
            missed = list(decisions.again.values())
            self._run("send_again", directives=list(decisions.again), missed=missed, now=now)
        if decisions.nothing:
            self._run("await_nothing", directives=list(decisions.nothing))
        if decisions.weighed:
            numbers = list(decisions.weighed.values())
            self._run("weighed", directives=list(decisions.weighed), numbers=numbers)

    def _outgoing(self, wanted: Sequence[UUID]) -> tuple[Outgoing, ...]:
        if not wanted:
            return ()
        found = self.connection.execute(statement("bodies"), {"directives": list(wanted)})
        outgoing = [
            Outgoing(
                directive_id=directive_id,
                subject=subject,
                sequence=sequence,
                lifts=sent_as == LIFT.value,
                attempts=attempts,
                misses=misses,
                body=self.seal.open(body, body_cell(directive_id), body_key),
            )
            for directive_id, subject, sequence, sent_as, attempts, misses, body_key, body in found
        ]
        return tuple(sorted(outgoing, key=lambda o: (not o.lifts, o.subject, o.sequence)))

    def _run(self, name: str, **given: object) -> None:
        self.connection.execute(statement(name), given)


def decide(rows: Iterable[StreamRow], holds: Holds, now: datetime, today: date) -> Decisions:
    """
    Ask the table of R12 about every measure of the locked streams.

    Of one subject lifts are claimed first, and then what was decided first: of two courts' freezes
    the earlier one has the rank.
    """
    decisions = Decisions()
    for measure in by_measure(rows).values():
        waits = holds.cover(measure[0].measure)
        found = {row.directive_id: row for row in measure}
        first_claims = 0
        for step in plans(measure, today, burdens_wait=waits):
            decisions.superseded |= step.superseded
            if step.claim is not None:
                first_claims += 1
                decisions.claims.append((found[step.claim.directive_id], step.claim))
            elif step.again is not None and not first_claims:
                _again(found[step.again], decisions, now)
        if first_claims:
            decisions.nothing |= {row.directive_id for row in measure if row.scheduled}
        decisions.nothing |= set(_settled(measure, decisions, now, waits=waits))
        decisions.weighed |= {
            row.directive_id: row.answer_no
            for row in measure
            if row.sequence is not None and row.answer_no != row.weighed_no
        }
    decisions.claims.sort(key=_precedence)
    claimed = {row.directive_id for row, _ in decisions.claims}
    decisions.superseded -= claimed
    decisions.nothing -= claimed | set(decisions.again)
    return decisions


def _precedence(pair: tuple[StreamRow, Claim]) -> tuple[bool, UUID, int, UUID, int]:
    row, claim = pair
    return claim.action is not LIFT, row.subject, row.entry, row.measure_id, row.n


def _again(row: StreamRow, decisions: Decisions, now: datetime) -> None:
    """Goes again when its time has come, or when nobody was waiting for it any more."""
    if row.due(now) or row.missed(now) or not row.scheduled:
        decisions.again[row.directive_id] = int(row.missed(now))


def _settled(
    measure: Iterable[StreamRow], decisions: Decisions, now: datetime, *, waits: bool
) -> Iterator[UUID]:
    """What is finally answered, or due and not to go again: it awaits nothing."""
    for row in measure:
        over = (row.due(now) or row.missed(now)) and not (waits and row.action != LIFT.value)
        answered = row.answer not in (None, "ACCEPTED")
        if row.scheduled and (answered or (over and row.directive_id not in decisions.again)):
            yield row.directive_id


def surely_delivered(rows: Iterable[StreamRow]) -> Mapping[UUID, int]:
    """The highest sequence each subject's stream surely delivered."""
    highest: dict[UUID, int] = {}
    for row in rows:
        if row.sequence is not None and row.surely_delivered:
            highest[row.subject] = max(highest.get(row.subject, 0), row.sequence)
    return highest


def _body(directive: Directive, delivery: Delivery, channel: Channel) -> bytes:
    fields = directive_fields(directive, delivery)
    if channel is Channel.TOPIC:
        return topic_body(fields)
    return webhook_body(fields, delivery.claimed_at)
