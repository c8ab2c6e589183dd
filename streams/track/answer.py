"""Answers (反馈): what a partner says it did about a directive. A 200 is transport, no answer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from streams.kinds.event import Origin
from streams.send.directive import Directive


class AnswerResult(StrEnum):
    """What became of a directive at its partner (R14)."""

    ACCEPTED = "ACCEPTED"  #: 已接收
    EXECUTED = "EXECUTED"  #: 已执行
    PARTIAL = "PARTIAL"  #: 部分执行
    NOT_EXECUTED = "NOT_EXECUTED"  #: 未执行
    RETURNED = "RETURNED"  #: 退回 (to a person)


#: Reason codes of an answer that the line acts on.
NOT_HELD = "R3005"  #: the original was never held: a lift so answered counts as executed (R12)
SUPERSEDED = "superseded"  #: a later sequence was applied before (R13)
ONCE_TAKEN = "R3008"  #: returned when it was told again, and taken before: perhaps done (ADR 0325)
NEVER_SENT = "D2006"  #: the hub's own word: it came to nothing before it left (R6)
#: The hub's own word in the partner's place: below every answer the partner numbers itself.
HUB_ANSWER_NO = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierFreeze:
    """A freeze or seal that ranks before this one (在先冻结、查封)."""

    authority: str
    case_no: str = ""
    amount_fen: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEvidence:
    """Where can be seen what was done (执行证明); nothing follows from it yet."""

    url: str
    sha256: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; of several for a directive the highest `answer_no` wins (R14)."""

    directive_id: UUID
    answer_no: int
    result: AnswerResult
    reason_code: str = ""
    reason: str = ""
    controlled_amount_fen: int | None = None
    earlier_freezes: tuple[EarlierFreeze, ...] = ()
    queue_rank: int | None = None
    executed_at: datetime | None = None
    partner_ref: str = ""
    evidence: tuple[AnswerEvidence, ...] = ()

    @property
    def final(self) -> bool:
        """Whether it closes the directive; ACCEPTED only says that it was received."""
        return self.result is not AnswerResult.ACCEPTED

    @property
    def holds(self) -> bool:
        """Whether the partner did what the directive asks, also a lift of what it never held."""
        return self.result in (AnswerResult.EXECUTED, AnswerResult.PARTIAL)

    @property
    def never_sent(self) -> bool:
        """Whether the hub says of its own directive that it came to nothing before it left."""
        own = self.answer_no == HUB_ANSWER_NO and self.result is AnswerResult.NOT_EXECUTED
        return own and self.reason_code == NEVER_SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerArrived:
    """
    A decoded answer with the partner of its topic; the payload's own word does not count.

    `by_hub`: the hub itself signed it, in the partner's place.
    """

    origin: Origin
    partner: str
    answer: Answer
    signature: str = ""
    by_hub: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveState:
    """A directive an answer is about: whose it is and what the highest answer said so far."""

    directive: Directive
    partner: str
    answer_no: int | None = None
    answer: AnswerArrived | None = None
