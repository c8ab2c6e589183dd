"""What a row of the measure list must hold (one edition at a time)."""

from collections.abc import Iterator
from typing import Final

from schemas.catalogue.check_lists import of_list_faults
from schemas.catalogue.check_orders import order_faults
from schemas.catalogue.check_source import one_day_of_both, source_faults
from schemas.catalogue.check_terms import term_faults
from schemas.catalogue.code import CodeSort, Derived, OpenCode
from schemas.catalogue.model import Catalogue, MeasureNature, MeasureRow
from schemas.catalogue.words import (
    LONGEST_NAME,
    MAY_BE_VISIBLE,
    MEASURE,
    STANDING_TRIGGERS,
    clause_code,
    is_trigger,
    names_civility,
    says_something,
)

#: No partner is waited for longer; a number that is far above is one of other units.
LONGEST_ANSWER_S: Final = 366 * 86_400


def measure_faults(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """Reasons why this edition may not stand in `catalogue`."""
    yield from source_faults(row)
    yield from _trigger(row, catalogue)
    yield from _partner(row, catalogue)
    yield from _released(row)
    yield from order_faults(row, catalogue)
    yield from term_faults(row, catalogue)
    if not MEASURE.fullmatch(row.measure) or len(row.measure) > LONGEST_NAME:
        yield (
            "measure: has capitals, digits and single hyphens, and starts with a letter; "
            f"{LONGEST_NAME} signs at most"
        )
    if not row.targets:
        yield "targets: empty; the measure would follow nobody"
    for field in ("list_version", "lift_condition", "remedy", "contact"):
        if not says_something(getattr(row, field)):
            yield f"{field}: missing"
    if row.why:
        yield "why: only a row that is off says why"
    if row.answer_within_s is not None and not 0 < row.answer_within_s <= LONGEST_ANSWER_S:
        yield (
            f"answer_within_s: must be above 0 s, and {LONGEST_ANSWER_S} s (a year) at most; leave "
            "it out for the partner's own"
        )


def form_faults(trigger: str) -> Iterator[str]:
    """Reasons why no row may have this trigger, whatever else stands in the catalogue."""
    if names_civility(trigger):
        yield f"trigger: {trigger} is forbidden; civility points never feed a measure"
    elif not is_trigger(trigger):
        yield f"trigger: unknown form {trigger!r}"


def _trigger(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    yield from form_faults(row.trigger)
    yield from of_list_faults(row, catalogue)
    if code := clause_code(row.trigger):
        yield from _of_clause(code, row, catalogue)
    if row.nature is MeasureNature.ONE_OFF and row.trigger in STANDING_TRIGGERS:
        yield f"nature: {row.trigger} grounds only standing measures"


def _of_clause(code: str, row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """Reasons why this edition may not follow from the clause that its trigger names (R21)."""
    clause = catalogue.codes.get(CodeSort.CLAUSES, {}).get(code)
    named = [each for each in (clause, *catalogue.derived) if each and _code_of(each) == code]
    if not named:
        yield f"trigger: unknown clause {code}; codes.toml names it under clauses or derived"
    elif not any(one_day_of_both(each, row) for each in named):
        yield f"valid_from: the clause {code} holds on none of the edition's days"


def _code_of(row: OpenCode | Derived) -> str:
    return row.code if isinstance(row, OpenCode) else row.clause


def _partner(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    partner = catalogue.partners.get(row.partner)
    if partner is None:
        yield f"partner: unknown partner {row.partner!r}"
    elif (last := partner.valid_until) and (row.valid_until is None or row.valid_until > last):
        yield f"partner: {row.partner} has {last} as its last day; end the edition then, or before"
    if any(other.row == row.row and other.partner != row.partner for other in catalogue.measures):
        yield "partner: the row's editions name different partners; give each its own measure"


def _released(row: MeasureRow) -> Iterator[str]:
    for field in sorted(row.released - MAY_BE_VISIBLE):
        yield f"released: unknown field {field}; known are {', '.join(sorted(MAY_BE_VISIBLE))}"
    if row.released and not says_something(row.released_basis):
        yield "released_basis: missing; nothing may be released without a basis"
