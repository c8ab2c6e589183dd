"""What is on its way to a partner, with the bytes that its claim fixed (R13)."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from connectors.channels.port import Letter
from streams.send.claim import LIFT
from streams.sending.first_claims import FirstClaim


class OutgoingKind(StrEnum):
    """What partners are told, in words."""

    DIRECTIVE = "directive"
    #: Of a court's order (查控结果): nobody answers it.
    ORDER_RESULT = "result of an order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """
    One message to be sent, with the bytes its claim fixed; `id`: of its directive or its result.

    `attempts`: made before; `failures`: the last so many came to nothing. `alone`: it began to fail
    before its partner was last reached with another. `once_taken`: a transport took it at one of
    the attempts.
    """

    id: UUID
    subject: UUID
    sequence: int
    lifts: bool
    attempts: int
    failures: int
    alone: bool
    misses: int
    once_taken: bool
    body: bytes = field(repr=False)
    what: OutgoingKind = OutgoingKind.DIRECTIVE

    @property
    def letter(self) -> Letter:
        """What its channel hands over."""
        return Letter(id=self.id, subject=self.subject, sequence=self.sequence, body=self.body)

    @property
    def comes_last(self) -> bool:
        """
        Whether all others about its subject must be sent before it.

        So does a directive that failed before, and keeps none. Results keep their order.
        """
        return self.failures > 0 or self.what is OutgoingKind.ORDER_RESULT


def outgoing_of(first: FirstClaim) -> Outgoing:
    """What goes for the first time."""
    return Outgoing(
        id=first.row.directive_id,
        subject=first.row.subject,
        sequence=first.claimed.sequence,
        lifts=first.claimed.action is LIFT,
        attempts=0,
        failures=0,
        alone=False,
        misses=0,
        once_taken=False,
        body=first.body,
    )
