"""
Two books of the sender: the shipped one in the database, and one in memory beside a store there.

Both ask the shipped table of R12; in memory claims and sequences are kept by the book below.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID, uuid5

from scenario.calendar import TODAY, noon
from scenario.hub import Held, Sent
from schemas.catalogue.model import Catalogue
from schemas.codec import Decoded, decode_known
from schemas.json_form import to_json
from streams.rule.measure import Terms
from streams.send.body import Delivery, directive_fields, topic_body
from streams.send.claim import Fate, Plan, Sending, plan
from streams.send.directive import Directive, DirectiveAction
from streams.store import Changes
from streams.unwind.leaving import OpenWith

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


class Book(Protocol):
    """A sender's book, as a line in one process uses it."""

    def take(self, changes: Changes) -> None:
        """Hear what an entry decided."""

    def claim(self, partner: str, catalogue: Catalogue, today: date) -> list[Sent]:
        """Claim what may go now, lifts first."""

    def mark_sent(self, sent: Sent) -> None:
        """A transport took it."""

    def answers_missed(self, partner: str) -> None:
        """The time to answer passed for all of a partner's that were sent."""

    def state(self, directive: Directive) -> str:
        """Return how far a directive got, apart from answers."""

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """Return what is open with partners, by those with whom anything is."""

    def claimed(self, partner: str) -> Mapping[UUID, int]:
        """Return the sequences of a partner's claimed directives."""

    def full_list(self, partner: str) -> Mapping[str, Any]:
        """Return the list a partner may ask for, as the hub's reply has it (R13)."""


class Known(NamedTuple):
    """
    What a book asks the line: the fate of a directive, the number of its highest answer, and its
    measure in the cases' words.
    """

    fate: Callable[[Directive], Fate]
    answer_no: Callable[[Directive], int]
    called: Callable[[Directive], Held]


@dataclass(slots=True)
class MemoryBook:
    """All directives of a line, by partner and measure."""

    known: Known
    rows: dict[UUID, Row] = field(default_factory=dict)
    ordinary: set[UUID] = field(default_factory=set)
    released: set[UUID] = field(default_factory=set)
    sequences: dict[tuple[str, UUID], int] = field(default_factory=lambda: defaultdict(int))

    def take(self, changes: Changes) -> None:
        """Add what an entry decided."""
        self.rows |= {d.directive_id: Row(directive=d) for d in changes.directives}
        self.ordinary |= set(changes.no_longer_ordered)
        self.released |= set(changes.released)

    def claim(self, partner: str, catalogue: Catalogue, today: date) -> list[Sent]:
        """Apply the table to each measure of a partner; its lifts come first."""
        claimed: list[Sent] = []
        for measure in self._measures(partner).values():
            planned = plan([self._sending(row) for row in measure], today)
            claimed += self._follow(planned)
        return sorted(claimed, key=lambda sent: (sent.action != "LIFT", sent.sequence))

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
            held=directive.held and directive.directive_id not in self.released,
            unconditional=directive.unconditional and directive.directive_id not in self.ordinary,
            superseded=row.superseded,
            sequence=row.sent.sequence if row.sent else None,
            fate=self.known.fate(directive),
        )

    def _follow(self, planned: Plan) -> Iterable[Sent]:
        for directive_id in planned.superseded:
            self.rows[directive_id].superseded = True
        if planned.claim is not None:
            row = self.rows[planned.claim.directive_id]
            yield self._first_claim(row, planned.claim.action, planned.claim.supersedes)
        elif planned.again is not None:
            row = self.rows[planned.again]
            if row.sent is not None and (not row.delivered or row.due_again):
                row.due_again = False
                yield row.sent

    def _first_claim(self, row: Row, action: DirectiveAction, supersedes: UUID | None) -> Sent:
        directive = row.directive
        stream = (directive.key.partner, directive.key.subject)
        self.sequences[stream] += 1
        row.superseded = False
        delivery = Delivery(
            action=action,
            sequence=self.sequences[stream],
            previous_sequence=self._surely_delivered(stream),
            supersedes=supersedes,
            released=frozenset(),
            claimed_at=CLAIMED_AT,
            answer_by=CLAIMED_AT,
        )
        body = topic_body(directive_fields(directive, delivery))
        row.sent = sent_of(body, self.known.called(directive))
        return row.sent

    def mark_sent(self, sent: Sent) -> None:
        """A transport took it."""
        self.rows[sent.directive_id].delivered = True

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

    def open_with(self, partners: frozenset[str]) -> Mapping[str, OpenWith]:
        """Look at every measure by itself."""
        measures, directives = Counter[str](), Counter[str]()
        for partner in partners:
            for rows in self._measures(partner).values():
                last = max(rows, key=lambda row: row.directive.n).directive
                measures[partner] += not _lifts(last) or self._holds(rows)
                directives[partner] += sum(not r.sent and not r.superseded for r in rows)
                told = [row for row in rows if row.sent is not None]
                directives[partner] += bool(told) and self._awaits(max(told, key=_sequence))
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
            if row.sent is not None
            and not (_lifts(row.directive) and self.known.fate(row.directive) in undone)
        ]
        return bool(told) and not _lifts(max(told, key=_sequence).directive)

    def _awaits(self, row: Row) -> bool:
        return self.known.fate(row.directive) is Fate.AWAITED

    def _surely_delivered(self, stream: tuple[str, UUID]) -> int:
        return max(
            (
                row.sent.sequence
                for row in self.rows.values()
                if row.sent is not None
                and (row.directive.key.partner, row.directive.key.subject) == stream
                and self.known.fate(row.directive) is not Fate.AWAITED
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
            counting = [
                row for row in rows if row.sent and self.known.fate(row.directive) != Fate.REFUSED
            ]
            last = max(counting, key=_sequence, default=None)
            if last is not None and last.sent is not None and last.sent.action != "LIFT":
                fields = to_json(fields_of(last.sent.body))
                assert isinstance(fields, dict)
                found.append({**fields, "answer_no": self.known.answer_no(last.directive)})
        told = {str(s): last for (whose, s), last in self.sequences.items() if whose == partner}
        return {"directives": found, "told_through": told}


def _lifts(directive: Directive) -> bool:
    return directive.action is DirectiveAction.LIFT


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
