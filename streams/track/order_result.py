"""
What a court is told of its order (查控结果反馈): a decided row, and the message it is sent as.

It is numbered in the stream of the court and the subject like a directive, and awaits no answer.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from streams.kinds.event import Case
from streams.kinds.order import OrderType
from streams.track.answer import AnswerResult, EarlierFreeze

#: Symbol of the contract for an order of which only its number is known.
UNKNOWN: Final = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderResult:
    """
    What became of one order; the names are those of `credit.directives.OrderResult`.

    `court`: the department whose order it is. `directive_id`, `answer_no`: the answer it passes on,
    None where the order itself did not count and nothing was sent. `order` None: not known.
    """

    result_id: UUID
    court: str
    subject: UUID
    record_no: str
    result: AnswerResult
    original_order_no: str = ""
    order: OrderType | None = None
    case: Case | None = None
    partner: str = ""
    directive_id: UUID | None = None
    answer_no: int | None = None
    measure_id: UUID | None = None
    reason_code: str = ""
    reason: str = ""
    object: str = ""
    controlled_amount_fen: int | None = None
    currency: str = ""
    earlier_freezes: tuple[EarlierFreeze, ...] = ()
    queue_rank: int | None = None
    executed_at: datetime | None = None
    partner_ref: str = ""


def order_result_fields(
    result: OrderResult, sequence: int, previous_sequence: int, recipient: str
) -> Mapping[str, object]:
    """Every field of the message for `recipient`, a partner, in the names of the contract (R13)."""
    fields = asdict(result)
    del fields["subject"], fields["answer_no"]
    return fields | {
        "result_id": str(result.result_id),
        "sequence": sequence,
        "previous_sequence": previous_sequence,
        "subject_key": str(result.subject),
        "order": UNKNOWN if result.order is None else result.order.value,
        "directive_id": _text(result.directive_id),
        "measure_id": _text(result.measure_id),
        "result": result.result.value,
        "earlier_freezes": [asdict(freeze) for freeze in result.earlier_freezes],
        "recipient": recipient,
    }


def _text(given: UUID | None) -> str:
    return "" if given is None else str(given)
