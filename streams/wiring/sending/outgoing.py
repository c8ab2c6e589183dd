"""One directive on its way, with the bytes that its claim fixed (R13)."""

from dataclasses import dataclass, field
from uuid import UUID

from connectors.channels.port import Letter
from streams.send.claim import LIFT
from streams.wiring.sending.first_claims import FirstClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """
    One directive to be sent, with the bytes its claim fixed.

    `attempts`: made before; `failures`: the last so many came to nothing. `alone`: it began to fail
    before its partner was last reached with another. `once_taken`: a transport took it at one of
    the attempts.
    """

    directive_id: UUID
    subject: UUID
    sequence: int
    lifts: bool
    attempts: int
    failures: int
    alone: bool
    misses: int
    once_taken: bool
    body: bytes = field(repr=False)

    @property
    def letter(self) -> Letter:
        """What its channel hands over."""
        return Letter(
            id=self.directive_id, subject=self.subject, sequence=self.sequence, body=self.body
        )


def outgoing_of(first: FirstClaim) -> Outgoing:
    """What goes for the first time."""
    return Outgoing(
        directive_id=first.row.directive_id,
        subject=first.row.subject,
        sequence=first.delivery.sequence,
        lifts=first.delivery.action is LIFT,
        attempts=0,
        failures=0,
        alone=False,
        misses=0,
        once_taken=False,
        body=first.body,
    )
