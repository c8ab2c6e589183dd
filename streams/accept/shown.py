"""Which texts of a message may be repeated in receipts and message keys, which others read."""

from streams.accept.identifiers import citizen_id
from streams.accept.text import clean
from streams.kinds.limit import DEFAULT


def shown(text: str) -> str:
    """
    The text as it is stored, or "" where it may not be shown.

    That is a text nobody should read, and one with an identity number in it (D13).

    >>> shown(" W-1 "), shown("W-999999199001010016"), shown("W\\x1b[2J")
    ('W-1', '', '')
    """
    if citizen_id.inside(text):
        return ""
    return clean(text, DEFAULT) or ""
