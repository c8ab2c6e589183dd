"""Whether a burden asks for less than another (R12)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

#: What a row may release, blank where it does not.
_RELEASED: Final = ("reason", "case_no", "original_order_no", "object", "amount_fen", "documents")
_NEVER: Final = "9999-12-31"


def milder(new: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether terms are nowhere more and somewhere less than others."""
    found = list(_compared(new, old))
    return max(found) == 0 and min(found) < 0


def _compared(new: Mapping[str, Any], old: Mapping[str, Any]) -> Iterator[int]:
    """For each thing compared 1 where it is more, 0 where it is the same, -1 where it is less."""
    yield _sign(new["effect"], old["effect"])
    yield _sign(new["valid_until"] or _NEVER, old["valid_until"] or _NEVER)
    if new["amount_fen"] is not None and old["amount_fen"] is not None:
        yield _sign(new["amount_fen"], old["amount_fen"])
    if new["object"] and old["object"] and new["object"] != old["object"]:
        yield 1
    for name in _RELEASED:
        yield _sign(_said(new[name]), _said(old[name]))


def _said(value: object) -> bool:
    return value not in (None, "", [])


def _sign(new: Any, old: Any) -> int:
    return int(new > old) - int(new < old)
