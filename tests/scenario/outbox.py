"""
The sender's book in memory, beside a store there: it asks the shipped table of R12, and keeps
claims and sequences by itself.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from connectors.channels import topic
from scenario.book import Known, Said
from scenario.calendar import TODAY, noon
from scenario.hub import Held, Sent
from schemas.catalogue.model import Catalogue
from schemas.codec import Decoded, decode_known
from schemas.json_form import to_json
from streams.line.changes import Changes
from streams.line.leaving import OpenWith
from streams.rule.measure import Terms
from streams.send.body import ClaimFields, directive_fields
from streams.send.claim import Claim, Fate, Plan, Sending, plan
from streams.send.directive import Directive, DirectiveAction
from streams.send.milder import ToldTerms
from streams.sending.visible_fields import visible_to
from streams.track.answer import AnswerArrived
from streams.track.fate import fate

#: Real time is of no matter in memory.
CLAIMED_AT = noon(TODAY)
CONTENTS = UUID("00000000-0000-0000-0000-0000000c0de5")


@dataclass(slots=True)
class Row:
    """One directive with what the sender knows of it."""

    directive: Directive
    sent: Sent | None = None
    delivered: bool = False
    due_again: bool = False
    superseded: bool = False
    milder: bool = False
    answer_no: int | None = None
    answer: Said | None = None
    unsent_said: bool = False


@dataclass(slots=True)
class MemoryBook:
    """All directives of a line, by partner and measure."""

    known: Known
    rows: dict[UUID, Row] = field(default_factory=dict)
    ordinary: set[UUID] = field(default_factory=set)
    approved: set[UUID] = field(default_factory=set)
    on_hold: set[str] = field(default_factory=set)
    sequences: dict[tuple[str, UUID], int] = field(default_factory=lambda: defaultdict(int))
    catalogues: list[Catalogue] = field(default_factory=list)

    def take(self, changes: Changes) -> None:
        """Add what an entry decided."""
        loaded = changes.done.catalogue
        self.catalogues[:0] = [] if loaded is None else [loaded]
        self.rows |= {d.directive_id: Row(directive=d) for d in changes.issued.directives}
        self.ordinary |= set(changes.issued.no_longer_ordered)
        self.approved |= set(changes.done.approved)
        for arrived in changes.received.answers:
            self._answered(arrived)

    def _answered(self, arrived: AnswerArrived) -> None:
        answer, row = arrived.answer, self.rows[arrived.answer.directive_id]
        if row.sent is None or answer.never_sent:
            return
        if row.answer_no is None or row.answer_no < answer.answer_no:
            row.answer_no, row.answer = answer.answer_no, Said(answer.result, answer.reason_code)

    def claim(self, partner: str, catalogue: Catalogue, today: date) -> list[Sent]:
        """Apply the table to each measure of a partner; its lifts come first."""
        claimed: list[Sent] = []
        for measure in self._measures(partner).values():
            waits = partner in self.on_hold
            planned = plan([self._sending(row) for row in measure], today, burdens_wait=waits)
            claimed += self._follow(planned, [catalogue, *self.catalogues])
        return sorted(claimed, key=lambda sent: (sent.action != "LIFT", sent.sequence))

    def never_sent(self, partner: str) -> list[UUID]:
        """Go back over each measure from its end, from lift to lift."""
        found: list[UUID] = []
        for measure in self._measures(partner).values():
            lifted = nothing_left = False
            for row in sorted(measure, key=lambda row: -row.directive.n):
                if _lifts(row.directive):
                    lifted = nothing_left = True
                    continue
                nothing_left = nothing_left and row.sent is None
                ordered = row.directive.terms.original_order_no
                if lifted and nothing_left and row.superseded and ordered and not row.unsent_said:
                    row.unsent_said = True
                    found.append(row.directive.directive_id)
        return found[::-1]

    def _measures(self, partner: str) -> Mapping[UUID, list[Row]]:
        found: dict[UUID, list[Row]] = defaultdict(list)
        for row in self.rows.values():
            if row.directive.key.partner == partner:
                found[row.directive.measure_id].append(row)
        return found

    def _sending(self, row: Row) -> Sending:
        directive, lifts = row.directive, row.directive.action is DirectiveAction.LIFT
        return Sending(
            directive_id=directive.directive_id,
            n=directive.n,
            action=directive.action,
            content=content(directive.terms),
            valid_until=None if lifts else directive.terms.valid_until,
            held=directive.held and directive.directive_id not in self.approved,
            unconditional=directive.unconditional and directive.directive_id not in self.ordinary,
            superseded=row.superseded,
            sequence=row.sent.sequence if row.sent else None,
            fate=_fate(row),
            delivered=row.delivered or _fate(row) is not Fate.AWAITED,
            milder=row.milder,
            told=ToldTerms(terms=directive.terms),
        )

    def _follow(self, planned: Plan, catalogues: list[Catalogue]) -> Iterable[Sent]:
        for directive_id in planned.superseded:
            self.rows[directive_id].superseded = True
        if planned.claim is not None:
            row = self.rows[planned.claim.directive_id]
            row.milder = planned.claim.milder
            yield self._first_claim(row, planned.claim, catalogues)
        elif planned.again is not None:
            row = self.rows[planned.again]
            if row.sent is not None and (not row.delivered or row.due_again):
                row.due_again = False
                yield row.sent

    def _first_claim(self, row: Row, claim: Claim, catalogues: list[Catalogue]) -> Sent:
        directive = row.directive
        stream = (directive.key.partner, directive.key.subject)
        self.sequences[stream] += 1
        row.superseded = False
        delivery = ClaimFields(
            action=claim.action,
            sequence=self.sequences[stream],
            previous_sequence=self._surely_delivered(stream),
            supersedes=claim.supersedes,
            visible=visible_to(directive, catalogues),
            claimed_at=CLAIMED_AT,
            answer_by=CLAIMED_AT,
        )
        body = topic.encode(directive_fields(directive, delivery), delivery.claimed_at)
        row.sent = sent_of(body, self.known.called(directive))
        return row.sent

    def mark_sent(self, sent: Sent) -> None:
        """A transport took it."""
        self.rows[sent.directive_id].delivered = True

    def hold(self, partner: str) -> None:
        """An operator holds a partner's burdens back."""
        self.on_hold.add(partner)

    def answers_missed(self, partner: str) -> None:
        """The time to answer passed for all of a partner's that were sent."""
        for row in self.rows.values():
            if row.directive.key.partner == partner and row.delivered:
                row.due_again = True

    def state(self, directive: Directive) -> str:
        """Return how far a directive got, apart from answers."""
        row = self.rows[directive.directive_id]
        if row.superseded:
            return "SUPERSEDED"
        if row.sent is not None:
            return "SENT" if row.delivered else "CLAIMED"
        return "HELD" if directive.held else "DECIDED"

    def answer(self, directive: Directive) -> Said | None:
        """Return the answer that counts."""
        return self.rows[directive.directive_id].answer

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """Look at every measure by itself."""
        measures, directives = Counter[str](), Counter[str]()
        for partner in partners:
            for rows in self._measures(partner).values():
                last = max(rows, key=lambda row: row.directive.n).directive
                measures[partner] += not _lifts(last) or self._holds(rows)
                directives[partner] += sum(not r.sent and not r.superseded for r in rows)
                told = [row for row in rows if row.sent is not None]
                directives[partner] += bool(told) and _awaits(max(told, key=_sequence))
        return {
            partner: OpenWith(measures=measures[partner], directives=directives[partner])
            for partner in partners
            if measures[partner] or directives[partner]
        }

    def _holds(self, rows: list[Row]) -> bool:
        """Whether the last that was told and may have been done is no lift."""
        undone = (Fate.REFUSED, Fate.UNKNOWN)
        told = [
            row
            for row in rows
            if row.sent is not None and not (_lifts(row.directive) and _fate(row) in undone)
        ]
        return bool(told) and not _lifts(max(told, key=_sequence).directive)

    def _surely_delivered(self, stream: tuple[str, UUID]) -> int:
        return max(
            (
                row.sent.sequence
                for row in self.rows.values()
                if row.sent is not None
                and (row.directive.key.partner, row.directive.key.subject) == stream
                and _fate(row) is not Fate.AWAITED
            ),
            default=0,
        )

    def claimed(self, partner: str) -> Mapping[UUID, int]:
        """Return the sequences of a partner's claimed directives."""
        return {
            directive_id: row.sent.sequence
            for directive_id, row in self.rows.items()
            if row.sent is not None and row.directive.key.partner == partner
        }

    def full_list(self, partner: str) -> Mapping[str, Any]:
        """Return of each measure the highest claimed and not refused that is no lift."""
        found = []
        for rows in self._measures(partner).values():
            counting = [row for row in rows if row.sent and _fate(row) is not Fate.REFUSED]
            last = max(counting, key=_sequence, default=None)
            if last is not None and last.sent is not None and last.sent.action != "LIFT":
                fields = to_json(fields_of(last.sent.body))
                assert isinstance(fields, dict)
                found.append({**fields, "answer_no": last.answer_no or 0})
        told = {str(s): last for (whose, s), last in self.sequences.items() if whose == partner}
        return {"directives": found, "told_through": told}


def _lifts(directive: Directive) -> bool:
    return directive.action is DirectiveAction.LIFT


def _fate(row: Row) -> Fate:
    if row.answer is None:
        return Fate.AWAITED
    return fate(row.directive.action, *row.answer)


def _awaits(row: Row) -> bool:
    return _fate(row) is Fate.AWAITED


def _sequence(row: Row) -> int:
    assert row.sent is not None
    return row.sent.sequence


def sent_of(body: bytes, held: Held) -> Sent:
    """Return a directive as its partner gets it, whether by a topic or by a web server."""
    told = fields_of(body)
    until = told["valid_until"]
    return Sent(
        directive_id=UUID(told["directive_id"]),
        measure_id=UUID(told["measure_id"]),
        sequence=told["sequence"],
        previous_sequence=told["previous_sequence"],
        action=told["action"],
        held=held,
        supersedes=UUID(told["supersedes"]) if told["supersedes"] else None,
        valid_until=date.fromisoformat(until) if isinstance(until, str) else until,
        amount_fen=told["amount_fen"],
        body=body,
    )


def fields_of(body: bytes) -> Mapping[str, Any]:
    """Return what a body says."""
    if body.startswith(b"{"):
        data: Mapping[str, Any] = json.loads(body)["data"]
        return data
    decoded = decode_known(body)
    assert isinstance(decoded, Decoded)
    return decoded.record


def content(terms: Terms) -> UUID:
    """Return a digest of what a partner is told."""
    told = [(f.name, repr(getattr(terms, f.name))) for f in fields(terms) if f.compare]
    return uuid5(CONTENTS, repr(told))
