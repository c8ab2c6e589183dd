"""
Whether one burden is milder than another, as their partner is told of both (R12).

An amendment that takes something away need not wait for approval, nor behind an operator's hold.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from schemas.catalogue.model import Binding
from streams.rule.measure import Terms

#: Fields of `Terms` that say no more and no less of a burden: where its law stands, from when it
#: holds (what is told holds already), and what no partner is told.
NO_MEASURE: Final = frozenset(
    {
        *("legal_basis", "list_version", "valid_from"),
        *("grounds", "release", "answer_within_s", "trigger", "source"),
    }
)
#: How far a partner is bound, the least first.
BINDING: Final = (Binding.ADVISORY, Binding.STATUTORY, Binding.MANDATORY)


class Step(IntEnum):
    """How one field of a burden compares with the same field of another."""

    LESS = -1
    SAME = 0
    MORE = 1  #: or other, where no more and no less can be said


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTerms:
    """What a partner is told of a burden. `subject`: which fields of the subject it may see."""

    terms: Terms
    subject: frozenset[str] = frozenset()


def milder(new: ToldTerms, old: ToldTerms) -> bool:
    """
    Whether `new` is nowhere more than `old` and somewhere less.

    What cannot be compared and differs, an object or an order, counts as more. Other words of a
    field that was told before, a reason for example, are neither: no more is told than before.
    """
    steps = set(_steps(new, old))
    return Step.MORE not in steps and Step.LESS in steps


def _steps(told: ToldTerms, before: ToldTerms) -> Iterator[Step]:
    new, old = told.terms, before.terms
    yield _number(new.effect, old.effect)
    yield _number(BINDING.index(new.binding), BINDING.index(old.binding))
    yield _number(
        (new.valid_until or date.max).toordinal(), (old.valid_until or date.max).toordinal()
    )
    yield _amount(new, old)
    yield _object(new, old)
    yield _number(new.reason != "", old.reason != "")
    yield _number(new.case_no != "", old.case_no != "")
    yield Step.SAME if new.original_order_no == old.original_order_no else Step.MORE
    yield _number(new.documents != (), old.documents != ())
    yield _set(told.subject, before.subject)


def _amount(new: Terms, old: Terms) -> Step:
    """An order that names no amount is about everything; else an amount is only something told."""
    if new.amount_fen is not None and old.amount_fen is not None:
        if new.currency != old.currency:
            return Step.MORE
        return _number(new.amount_fen, old.amount_fen)
    unnamed_is_less = not new.original_order_no
    return _number(
        (new.amount_fen is None) ^ unnamed_is_less, (old.amount_fen is None) ^ unnamed_is_less
    )


def _object(new: Terms, old: Terms) -> Step:
    """An order that names no object is about everything, but what is not told may be named all
    the same: orders are compared only about one and the same object."""
    if new.original_order_no:
        return Step.SAME if new.object == old.object else Step.MORE
    if new.object == old.object:
        return Step.SAME
    return Step.MORE if new.object else Step.LESS


def _number(new: int, old: int) -> Step:
    return Step((new > old) - (new < old))


def _set(new: frozenset[object], old: frozenset[object]) -> Step:
    if new == old:
        return Step.SAME
    return Step.LESS if new < old else Step.MORE
