"""What an answer means for the sender: the fate of a directive at its partner (R12, R14)."""

from streams.send.claim import Fate
from streams.send.directive import DirectiveAction
from streams.track.answer import NOT_HELD, ONCE_TAKEN, AnswerResult


def fate(action: DirectiveAction, result: AnswerResult | None, reason_code: str = "") -> Fate:
    """
    The fate that the highest answer gives a claimed directive; None = no answer yet.

    A lift of what the partner never held counts as executed. What a transport took once and
    returned when it was told again may have been done or not (ADR 0325).
    """
    match result:
        case None | AnswerResult.ACCEPTED:
            return Fate.AWAITED
        case AnswerResult.EXECUTED | AnswerResult.PARTIAL:
            return Fate.DONE
        case AnswerResult.NOT_EXECUTED if (
            action is DirectiveAction.LIFT and reason_code == NOT_HELD
        ):
            return Fate.DONE
        case AnswerResult.RETURNED if reason_code == ONCE_TAKEN:
            return Fate.UNKNOWN
        case _:
            return Fate.REFUSED
