"""What an HTTP reply means for a directive: transport, never an answer (R14)."""

from enum import Enum
from typing import Final

RETURNING: Final = frozenset({400, 413, 422})
BROKEN: Final = frozenset({401, 403, 404, 405, 410})
#: Of those that are tried again: the partner, or what stands behind its gateway, takes nothing now.
UNREACHED: Final = frozenset({429, 502, 503, 504})


class Meaning(Enum):
    """What follows for the directive and for its partner's channel."""

    TAKEN = "taken"  #: 已送达: its answer is awaited
    RETURNED = "returned"  #: 退回: a task for a person, the stream goes on
    BROKEN = "broken"  #: 通道中断: the partner is paused, the operator alarmed
    LATER = "later"  #: 重试: the same bytes again


def meaning_of(status: int) -> Meaning:
    """The meaning of a status code; a redirect is a broken channel, it is never followed."""
    if status // 100 == 2:
        return Meaning.TAKEN
    if status in RETURNING:
        return Meaning.RETURNED
    if status in BROKEN or status // 100 == 3:
        return Meaning.BROKEN
    return Meaning.LATER
