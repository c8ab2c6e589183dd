"""
What the tables keep short since it is written very often, and what that stands for.

A number never changes.
"""

from collections.abc import Mapping
from typing import Final

from streams.accept.codes import codes
from streams.accept.outcome import Outcome
from streams.kinds.event import Action

ACTION_NUMBERS: Final[Mapping[Action, int]] = {
    Action.ASSERT: 1,
    Action.CORRECT: 2,
    Action.END: 3,
    Action.REVOKE: 4,
}
OUTCOME_NUMBERS: Final[Mapping[Outcome, int]] = {
    Outcome.ACCEPTED: 1,
    Outcome.REPEAT: 2,
    Outcome.MERGED: 3,
    Outcome.CORRECTED: 4,
    Outcome.ENDED: 5,
    Outcome.REVOKED: 6,
    Outcome.REPAIRED: 7,
    Outcome.PARKED: 8,
    Outcome.PARK_EXPIRED: 9,
    Outcome.STORED: 10,
    Outcome.QUARANTINED: 11,
    Outcome.REFUSED: 12,
    Outcome.DROPPED: 13,
}
OUTCOMES: Final[Mapping[int, Outcome]] = {
    number: outcome for outcome, number in OUTCOME_NUMBERS.items()
}


def hint_of(code: str, kept: str) -> str:
    """The hint of an outcome; kept blank it is the advice of its code."""
    return kept or (codes()[code].advice if code in codes() else "")
