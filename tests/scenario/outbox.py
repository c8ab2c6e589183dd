"""
The sender's book in one process: the shipped table of R12, with claims and sequences kept here.

It stands where the relay and the push connector stand: they keep the same book in the database.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from uuid import UUID, uuid5

from scenario.hub import Held, Sent
from streams.rule.measure import Terms
from streams.send.claim import Fate, Plan, Sending, plan
from streams.send.directive import Directive, DirectiveAction
from streams.store import Changes

CONTENTS = UUID("00000000-0000-0000-0000-0000000c0de5")


@dataclass(slots=True)
class Row:
    """One directive with what the sender knows of it."""

    directive: Directive
    sent: Sent | None = None
    delivered: bool = False
    due_again: bool = False
    superseded: bool = False


@dataclass(slots=True)
class Outbox:
    """All directives of a line, by partner and measure."""

    fate: Callable[[Directive], Fate]
    called: Callable[[Directive], Held]
    rows: dict[UUID, Row] = field(default_factory=dict)
    ordinary: set[UUID] = field(default_factory=set)
    released: set[UUID] = field(default_factory=set)
    sequences: dict[tuple[str, UUID], int] = field(default_factory=lambda: defaultdict(int))

    def take(self, changes: Changes) -> None:
        """Add what an entry decided."""
        self.rows |= {d.directive_id: Row(directive=d) for d in changes.directives}
        self.ordinary |= set(changes.no_longer_ordered)
        self.released |= set(changes.released)

    def claim(self, partner: str, today: date) -> list[Sent]:
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
            fate=self.fate(directive),
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
        row.sent = Sent(
            directive_id=directive.directive_id,
            measure_id=directive.measure_id,
            sequence=self.sequences[stream],
            previous_sequence=self._surely_delivered(stream),
            action=action.value,
            held=self.called(directive),
            supersedes=supersedes,
            terms=directive.terms,
        )
        return row.sent

    def _surely_delivered(self, stream: tuple[str, UUID]) -> int:
        return max(
            (
                row.sent.sequence
                for row in self.rows.values()
                if row.sent is not None
                and (row.directive.key.partner, row.directive.key.subject) == stream
                and self.fate(row.directive) is not Fate.AWAITED
            ),
            default=0,
        )

    def believed_held(self, partner: str) -> set[Held]:
        """Return what a partner holds: per measure its highest sequence that was done (R14)."""
        held = set()
        for measure in self._measures(partner).values():
            done = [r for r in measure if r.sent and self.fate(r.directive) is Fate.DONE]
            last = max(done, key=lambda r: r.sent.sequence if r.sent else 0, default=None)
            if last is not None and last.directive.action is not DirectiveAction.LIFT:
                held.add(self.called(last.directive))
        return held


def content(terms: Terms) -> UUID:
    """Return a digest of what a partner is told."""
    told = [(f.name, repr(getattr(terms, f.name))) for f in fields(terms) if f.compare]
    return uuid5(CONTENTS, repr(told))
