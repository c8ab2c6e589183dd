"""What every row owes its reader: since when it holds, on which basis, and whence it was taken."""

from collections.abc import Iterator
from datetime import date

from schemas.catalogue.model import MeasureRow, Row
from schemas.catalogue.plan import PREFIX, is_clause
from schemas.catalogue.words import names_civility, says_something


def source_faults(row: Row) -> Iterator[str]:
    """Reasons why the row's validity, legal basis or source clause does not stand."""
    if row.valid_from == date.min:
        yield "valid_from: missing; since when does it hold?"
    if row.valid_until is not None and row.valid_until < row.valid_from:
        yield "valid_until: before valid_from"
    basis = row.legal_basis if isinstance(row, MeasureRow) else (row.basis,)
    field = "legal_basis" if isinstance(row, MeasureRow) else "basis"
    if not basis or not all(says_something(text) for text in basis):
        yield f"{field}: missing; name the law, article and paragraph"
    if not says_something(row.source):
        yield "source: missing; name the clause it was taken from"
    elif row.source.startswith(PREFIX) and not is_clause(row.source.removeprefix(PREFIX)):
        yield f"source: {row.source} is no clause of the plan"
    if not says_something(row.name):
        yield "name: missing"
    for text in (row.name, *basis):
        if names_civility(text):
            yield f"{text} is forbidden; civility points (文明积分) never feed a measure"


def one_day_of_both(one: Row, other: Row) -> bool:
    """Whether the days of two rows have one in common."""
    after = one.valid_until is not None and one.valid_until < other.valid_from
    before = other.valid_until is not None and other.valid_until < one.valid_from
    return not after and not before
