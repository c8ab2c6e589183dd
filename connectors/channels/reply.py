"""What an HTTP reply means for a directive: transport, never an answer (R14)."""

from typing import Final

from connectors.channels.port import Meaning

RETURNING: Final = frozenset({400, 413, 422})
BROKEN: Final = frozenset({401, 403, 404, 405, 410})
#: Of those that are tried again: the partner, or what stands behind its gateway, takes nothing now.
UNREACHED: Final = frozenset({429, 502, 503, 504})


def meaning_of(status: int) -> Meaning:
    """The meaning of a status code; a redirect is a broken channel, it is never followed."""
    if status // 100 == 2:
        return Meaning.TAKEN
    if status in RETURNING:
        return Meaning.RETURNED
    if status in BROKEN or status // 100 == 3:
        return Meaning.BROKEN
    return Meaning.LATER
