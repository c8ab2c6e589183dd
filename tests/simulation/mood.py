"""How a partner's system is on a day."""

from enum import StrEnum


class Mood(StrEnum):
    """How a partner's system is today."""

    WELL = "WELL"
    REFUSES = "REFUSES"  #: burdens are not executed
    PARTLY = "PARTLY"
    AWAY = "AWAY"  #: nobody answers
    BUSY = "BUSY"  #: HTTP 503
    FAILS = "FAILS"  #: HTTP 500, also after it was handled
    PICKY = "PICKY"  #: HTTP 400, also after it was handled
    MOVED = "MOVED"  #: HTTP 404
