"""Whether a burden asks for less than another (R12)."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from monitoring.verify.recount.kinds.shape import Nature
from monitoring.verify.recount.kinds.table import nature_of

#: Terms that a row may make visible, blank where it does not; how an amount counts is asked apart.
_VISIBLE: Final = ("reason", "case_no", "object", "documents")
#: How far a measure binds its partner, the weakest first (R8).
_BINDING: Final = ("ADVISORY", "STATUTORY", "MANDATORY")
_NEVER: Final = "9999-12-31"
_CNY: Final = "CNY"

Terms = Mapping[str, Any]
Named = frozenset[str]


def milder(
    new: Terms, old: Terms, new_named: Named = frozenset(), old_named: Named = frozenset()
) -> bool:
    """
    Whether a burden is nowhere more and somewhere less than another.

    Each has its terms and what it tells of its subject, as fields that a row may make visible.
    """
    found = list(_compared(new, old))
    found += [_sign(name in new_named, name in old_named) for name in new_named | old_named]
    return max(found) == 0 and min(found) < 0


def _compared(new: Terms, old: Terms) -> Iterator[int]:
    """For each thing compared 1 where it is more, 0 where it is the same, -1 where it is less."""
    yield _sign(new["effect"], old["effect"])
    yield _sign(_BINDING.index(new["binding"]), _BINDING.index(old["binding"]))
    yield _sign(new["valid_until"] or _NEVER, old["valid_until"] or _NEVER)
    yield _amount(new, old)
    if new["object"] and old["object"] and new["object"] != old["object"]:
        yield 1
    for name in _VISIBLE:
        yield _sign(bool(new[name]), bool(old[name]))


def _amount(new: Terms, old: Terms) -> int:
    """
    An order without an amount is about all there is; elsewhere an amount is told or it is not.

    Amounts in two currencies cannot be compared: the new one counts as more.
    """
    one, other = new["amount_fen"], old["amount_fen"]
    if one is None or other is None:
        more = _sign(one is not None, other is not None)
        return -more if _is_order(new) else more
    if (new["currency"] or _CNY) != (old["currency"] or _CNY):
        return 1
    return _sign(one, other)


def _is_order(terms: Terms) -> bool:
    return any(nature_of(ground["trigger"]) is Nature.ORDER for ground in terms["grounds"])


def _sign(new: Any, old: Any) -> int:
    return int(new > old) - int(new < old)
