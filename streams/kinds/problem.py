"""Why a message is not let in, before it is known whose receipt says so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """
    One code of `codes.py` and the field it is about.

    `field` is the path in the Avro record, for example ``related[0].subject.id_number``, or "" for
    the message as a whole.
    """

    code: str
    field: str = ""
