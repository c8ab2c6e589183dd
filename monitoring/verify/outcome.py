"""The numbers under which outcomes are kept, and what each leaves behind (R1, R19)."""

from enum import IntEnum
from typing import Final


class Outcome(IntEnum):
    """What became of one message."""

    ACCEPTED = 1
    REPEAT = 2
    MERGED = 3
    CORRECTED = 4
    ENDED = 5
    REVOKED = 6
    REPAIRED = 7
    PARKED = 8
    PARK_EXPIRED = 9
    STORED = 10
    QUARANTINED = 11
    REFUSED = 12
    DROPPED = 13


#: Nothing is stored of these.
NOT_ADMITTED: Final = frozenset({Outcome.QUARANTINED, Outcome.REFUSED, Outcome.DROPPED})

#: The state a quarantined message's row must have; every other outcome has no row or an old one.
KEPT_AS: Final = {Outcome.QUARANTINED: "OPEN", Outcome.DROPPED: "DROPPED"}


def wrong_versions(outcome: Outcome, versions: int) -> str | None:
    """What is wrong with the number of stored versions of an event, None if it fits."""
    if versions > 1:
        return f"has {versions} stored versions"
    if outcome in NOT_ADMITTED and versions:
        return f"is {outcome.name} and has a stored version all the same"
    if outcome not in NOT_ADMITTED | {Outcome.REPEAT} and not versions:
        return f"is {outcome.name} and no version of it is stored"
    return None


def wrong_answer(outcome: Outcome, versions: int, refused: str | None) -> str | None:
    """What is wrong with the row of a partner's answer; `refused` None: there is no row (R14)."""
    if versions:
        return "is a partner's answer and has a stored version"
    if outcome is Outcome.ACCEPTED and refused != "":
        return "is ACCEPTED and no answer of it counts"
    if outcome is Outcome.REFUSED and not refused:
        return "is REFUSED and has no row with its code"
    if outcome not in NOT_ADMITTED | {Outcome.ACCEPTED}:
        return f"is a partner's answer and has the outcome {outcome.name}"
    return None


def wrong_quarantine(outcome: Outcome, state: str | None) -> str | None:
    """What is wrong with the row of a quarantined message; None: it fits."""
    wanted = KEPT_AS.get(outcome)
    if wanted is None:
        return None if state in {None, "REPLAYED"} else f"is {outcome.name}, in quarantine {state}"
    return None if state == wanted else f"is {outcome.name}, in quarantine {state or 'missing'}"
