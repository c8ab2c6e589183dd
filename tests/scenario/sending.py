"""What a line in one process sends to partners, and what it believes they hold."""

from collections.abc import Sequence
from operator import itemgetter
from uuid import UUID

from oracle import Held

from connectors.partners.full_list import FullList, full_list_of
from scenario.arriving import Arriving
from scenario.hub import Decision, Heard, Sent
from streams.send.claim import Fate
from streams.send.directive import Directive, DirectiveAction


class Sending(Arriving):
    """Directives from their decision through the sender's book to their answers."""

    def decided(self, partner: str) -> Sequence[Decision]:
        """Return every directive decided for a partner, by entry and measure."""
        directives = [d for changes in self._changes for d in changes.issued.directives]
        return [self._decision(d) for d in directives if d.key.partner == partner]

    def _decision(self, directive: Directive) -> Decision:
        return Decision(
            directive_id=directive.directive_id,
            measure_id=directive.measure_id,
            action=directive.action.value,
            held=self._held(directive.key),
            n=directive.n,
            state=self._state(directive),
            terms=directive.terms,
        )

    def _state(self, directive: Directive) -> str:
        answer = self._outbox.answer(directive)
        return self._outbox.state(directive) if answer is None else answer.result.value

    def claim(self, partner: str) -> Sequence[Sent]:
        """Claim what may go to a partner now, and say what never will (R6, R12)."""
        claimed = self._outbox.claim(partner, self._book.catalogue, self._clock)
        for directive_id in self._outbox.never_sent(partner):
            self._say_never_sent(partner, directive_id)
        return claimed

    def heard(self) -> Sequence[Heard]:
        """Return what courts were told, entry by entry."""
        results = [result for changes in self._changes for result in changes.issued.order_results]
        return [Heard(r.record_no, r.result.value, r.reason_code) for r in results]

    def mark_sent(self, sent: Sent) -> None:
        """Record that a transport took it."""
        self._outbox.mark_sent(sent)

    def answers_missed(self, partner: str) -> None:
        """Let `answer_by` of everything sent and not answered pass."""
        self._outbox.answers_missed(partner)

    def hold(self, partner: str) -> None:
        """Hold a partner's burdens back."""
        self._outbox.hold(partner)

    def full_list(self, partner: str) -> FullList:
        """Return the list a partner may ask for (R13)."""
        return full_list_of(self._outbox.full_list(partner), whole=True)

    def believed_held(self, partner: str) -> set[Held]:
        """Return what the partner holds: per measure its highest sequence that was done (R14)."""
        known = {d.directive_id: d for changes in self._changes for d in changes.issued.directives}
        highest: dict[UUID, Directive] = {}
        for directive_id, _ in sorted(self._outbox.claimed(partner).items(), key=itemgetter(1)):
            directive = known[directive_id]
            if self._fate(directive) is Fate.DONE:
                highest[directive.measure_id] = directive
        return {self._held(d.key) for d in highest.values() if d.action is not DirectiveAction.LIFT}
