"""
The outbox in memory: the reference of what the statements of claims do, obvious (R12 to R14).

Each method is one transaction: all of it or nothing. It asks the same table as the claims on the
database, and keeps one contract suite with them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from connectors.channels.kinds import KINDS
from schemas.catalogue.model import Catalogue, Partner
from streams.line.changes import Changes
from streams.send.body import SUBJECT
from streams.send.claim import LIFT
from streams.send.milder import ToldTerms
from streams.sending.decisions import Decisions, decide, surely_delivered, terms_wanted
from streams.sending.first_claims import FirstClaim, first_claims
from streams.sending.holds import Holds
from streams.sending.memory_rows import (
    ResultRow,
    Row,
    new_state,
    urgency,
)
from streams.sending.order_results import FOR_ALL_COURTS
from streams.sending.outgoing import Outgoing
from streams.sending.stream_rows import StreamRow
from streams.sending.visible_fields import visible_to
from streams.track.answer import AnswerArrived
from streams.track.order_result import OrderResult, order_result_fields

Stream = tuple[str, UUID]


@dataclass(slots=True)
class MemoryOutbox:
    """All rows, with the last number given in every stream."""

    rows: dict[UUID, Row] = field(default_factory=dict)
    results: dict[UUID, ResultRow] = field(default_factory=dict)
    streams: dict[Stream, int] = field(default_factory=lambda: defaultdict(int))
    of_stream: dict[Stream, list[Row]] = field(default_factory=lambda: defaultdict(list))
    #: All that were loaded, the newest first.
    catalogues: list[Catalogue] = field(default_factory=list)

    def take(self, changes: Changes) -> None:
        """What an entry decided, in the entry's own transaction."""
        loaded = changes.done.catalogue
        self.catalogues[:0] = [] if loaded is None else [loaded]
        for directive in changes.issued.directives:
            row = Row(directive=directive, state=new_state(directive, changes.entry.number))
            self.rows[directive.directive_id] = row
            self.of_stream[(directive.key.partner, directive.key.subject)].append(row)
        for directive_id in changes.issued.no_longer_ordered:
            self.rows[directive_id].put(unconditional=False)
        for directive_id in changes.done.approved:
            self.rows[directive_id].put(held=False)
        for arrived in changes.received.answers:
            self._answered(arrived)
        self.results |= {r.result_id: ResultRow(result=r) for r in changes.issued.order_results}

    def _answered(self, arrived: AnswerArrived) -> None:
        """What is answered before it was claimed is no answer (`answered`)."""
        answer, row = arrived.answer, self.rows[arrived.answer.directive_id]
        before = row.state.answer_no
        if row.state.sequence is not None and (before is None or before < answer.answer_no):
            code = answer.reason_code
            row.put(answer_no=answer.answer_no, answer=answer.result.value, answer_code=code)

    # --- claims ----------------------------------------------------------------------------------

    def claim(
        self,
        partner: Partner,
        catalogue: Catalogue,
        holds: Holds,
        now: datetime,
        limit: int,
        under_way: frozenset[UUID] = frozenset(),
        *,
        probe: bool = False,
    ) -> tuple[Outgoing, ...]:
        """What to send now, lifts first; claims are committed (`Claims.claim`)."""
        due = self.due(partner.id, holds, now)
        if probe:
            due.sort(key=lambda subject: self._due_since(partner.id, subject))
        subjects = [one for one in due if one not in under_way][: 1 if probe else limit]
        rows = [row.state for s in subjects for row in self.of_stream[(partner.id, s)]]
        catalogues = [catalogue, *self.catalogues]
        compared = {
            given: ToldTerms(
                terms=directive.terms, subject=visible_to(directive, catalogues) & SUBJECT
            )
            for given in terms_wanted(rows, holds)
            for directive in [self.rows[given].directive]
        }
        decisions = decide(rows, holds, now, now.date(), compared)
        first = first_claims(
            decisions.claims,
            directives={row.directive_id: self.rows[row.directive_id].directive for row in rows},
            sequences={s: self._last_number((partner.id, s)) for s in subjects},
            delivered=self._delivered(partner.id, subjects, rows),
            catalogues=catalogues,
            partner=partner,
            now=now,
        )
        for one in first:
            self._put_claim(one, partner, now)
        self._write_rest(decisions, now)
        wanted = [one.row.directive_id for one in first] + list(decisions.again)
        return tuple(sorted(map(self._outgoing, wanted), key=_lifts_first))

    def due(self, partner: str, holds: Holds, now: datetime) -> list[UUID]:
        """Subjects by `due_subjects`: those with a lift first, then in the order of entries."""
        found: dict[UUID, bool] = {}
        for (whose, subject), rows in self.of_stream.items():
            if whose != partner:
                continue
            urgent = [urgency(row.state, holds, now, now.date()) for row in rows]
            if any(one is not None for one in urgent):
                found[subject] = True in urgent
        return sorted(found, key=lambda subject: not found[subject])

    def _due_since(self, partner: str, subject: UUID) -> datetime:
        """When the first that was tried became due; before all, where none was."""
        states = (row.state for row in self.of_stream[(partner, subject)])
        moments = (state.next_attempt_at or state.answer_by for state in states)
        return min(filter(None, moments), default=datetime.min.replace(tzinfo=UTC))

    def _put_claim(self, one: FirstClaim, partner: Partner, now: datetime) -> None:
        row, sequence = self.rows[one.row.directive_id], one.claimed.sequence
        stream = (partner.id, one.row.subject)
        self.streams[stream] = max(sequence, self.streams[stream])
        row.body, row.sent_as, row.claimed_at = one.body, one.claimed.action.value, now
        row.put(
            sequence=sequence,
            next_attempt_at=now,
            superseded=False,
            answer_within_s=one.within_s,
            milder=one.milder or None,
        )

    def _last_number(self, stream: Stream) -> int:
        return self.streams[stream]

    def _delivered(
        self, partner: str, subjects: Iterable[UUID], rows: Iterable[StreamRow]
    ) -> Mapping[UUID, int]:
        """As `surely_delivered`, with the results of orders that share a stream."""
        highest = surely_delivered(rows)
        return {
            subject: max(highest.get(subject, 0), self._results_delivered((partner, subject)))
            for subject in subjects
        }

    def _write_rest(self, decisions: Decisions, now: datetime) -> None:
        for directive_id in decisions.superseded:
            if self.rows[directive_id].state.sequence is None:
                self.rows[directive_id].put(superseded=True)
        for directive_id in decisions.revived:
            self.rows[directive_id].put(superseded=False)
        for directive_id, missed in decisions.again.items():
            self.rows[directive_id].misses += missed
            self.rows[directive_id].put(next_attempt_at=now)
        for directive_id in decisions.compared:
            self.rows[directive_id].put(milder=False)
        for directive_id in decisions.nothing:
            self.rows[directive_id].put(next_attempt_at=None, answer_by=None)
        for directive_id, number in decisions.weighed.items():
            self.rows[directive_id].put(weighed_no=number)

    def _outgoing(self, directive_id: UUID) -> Outgoing:
        row = self.rows[directive_id]
        assert row.state.sequence is not None
        return Outgoing(
            id=directive_id,
            subject=row.state.subject,
            sequence=row.state.sequence,
            lifts=row.sent_as == LIFT.value,
            attempts=row.attempts,
            failures=row.failures,
            alone=False,
            misses=row.misses,
            once_taken=row.state.sent_at is not None,
            body=row.body,
        )

    # --- results of orders -----------------------------------------------------------------------

    def claim_results(self, partner: str, catalogue: Catalogue, now: datetime) -> list[ResultRow]:
        """What a court is to be told now; sequences are committed (`ResultClaims.claim`)."""
        with_channels = {p.id for p in catalogue.partners.values() if p.channel in KINDS}
        encode = KINDS[catalogue.partners[partner].channel].encode_result
        due = [
            row
            for row in self.results.values()
            if not row.sent and partner == (row.partner or _court(row.result, with_channels))
        ]
        for row in due:
            if not row.sequence:
                stream = (partner, row.result.subject)
                states = [one.state for one in self.of_stream[stream]]
                delivered = surely_delivered(states).get(row.result.subject, 0)
                previous = max(delivered, self._results_delivered(stream))
                self.streams[stream] = self._last_number(stream) + 1
                row.partner, row.sequence = partner, self.streams[stream]
                fields = order_result_fields(row.result, row.sequence, previous, partner)
                row.body = encode(fields, now)
        return due

    def _results_delivered(self, stream: Stream) -> int:
        told = [
            row.sequence
            for row in self.results.values()
            if row.sent and (row.partner, row.result.subject) == stream
        ]
        return max(told, default=0)

    # --- marks -----------------------------------------------------------------------------------

    def mark_sent(self, directives: Iterable[UUID], now: datetime) -> None:
        """A transport took them (`mark_sent`)."""
        for row in map(self.rows.__getitem__, directives):
            state = row.state
            waits = not state.returned and state.answer in (None, "ACCEPTED")
            within = timedelta(seconds=state.answer_within_s or 0)
            row.attempts += 1
            row.failures, row.failing_since = 0, None
            row.put(
                sent_at=state.sent_at or now,
                next_attempt_at=None,
                answer_by=now + within if waits else None,
            )

    def mark_failed(self, directive: UUID, now: datetime, again_at: datetime) -> None:
        """One attempt failed (`mark_failed`)."""
        row = self.rows[directive]
        row.attempts += 1
        row.failures, row.failing_since = row.failures + 1, row.failing_since or now
        row.put(next_attempt_at=again_at)

    def alone(self, directive: UUID, served_at: datetime | None) -> bool:
        """Whether it began to fail before another was replied to (`bodies`)."""
        since = self.rows[directive].failing_since
        return since is not None and served_at is not None and since < served_at

    def mark_returned(self, directive: UUID) -> None:
        """The transport refused it for good (`mark_returned`)."""
        self.rows[directive].attempts += 1
        self.rows[directive].put(returned=True, next_attempt_at=None, answer_by=None)


def _court(result: OrderResult, with_channels: set[str]) -> str:
    return result.court if result.court in with_channels else FOR_ALL_COURTS


def _lifts_first(one: Outgoing) -> tuple[bool, UUID, int]:
    return (not one.lifts, one.subject, one.sequence)
