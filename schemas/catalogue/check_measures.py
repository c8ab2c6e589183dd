"""What a row of the measure list must hold (one edition at a time)."""

from collections.abc import Iterator
from typing import Final

from schemas.catalogue.check_lists import of_list_faults
from schemas.catalogue.check_source import source_faults
from schemas.catalogue.code import CodeSort
from schemas.catalogue.model import (
    Binding,
    Catalogue,
    Channel,
    MeasureNature,
    MeasureRow,
    OnObjection,
    OnRepair,
)
from schemas.catalogue.words import (
    MAY_BE_VISIBLE,
    STANDING_TRIGGERS,
    clause_code,
    is_order,
    is_trigger,
)

#: No partner is waited for longer; a number that is far above is one of other units.
LONGEST_ANSWER_S: Final = 366 * 86_400


def measure_faults(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """Reasons why this edition may not stand in `catalogue`."""
    yield from source_faults(row)
    yield from _trigger(row, catalogue)
    yield from _partner(row, catalogue)
    yield from _released(row)
    if not row.targets:
        yield "targets: empty; the measure would follow nobody"
    for field in ("list_version", "lift_condition", "remedy", "contact"):
        if not getattr(row, field).strip():
            yield f"{field}: missing"
    if row.term_months is not None and row.term_months <= 0:
        yield "term_months: must be above 0; leave it out where there is no term"
    yield from _usual_term(row)
    if row.why:
        yield "why: only a row that is off says why"
    if row.answer_within_s is not None and not 0 < row.answer_within_s <= LONGEST_ANSWER_S:
        yield (
            f"answer_within_s: must be above 0 s, and {LONGEST_ANSWER_S} s (a year) at most; leave "
            "it out for the partner's own"
        )


def _usual_term(row: MeasureRow) -> Iterator[str]:
    if row.usual_months is None:
        return
    if row.usual_months <= 0:
        yield "usual_months: must be above 0; leave it out where there is none"
    if row.term_months is not None and row.usual_months > row.term_months:
        yield "usual_months: above term_months, the longest"
    if is_order(row.trigger):
        yield "usual_months: a court's order has one term, term_months (R22)"


def form_faults(trigger: str) -> Iterator[str]:
    """Reasons why no row may have this trigger, whatever else stands in the catalogue."""
    if "civility" in trigger.lower():
        yield f"trigger: {trigger} is forbidden; civility points never feed a measure"
    elif not is_trigger(trigger):
        yield f"trigger: unknown form {trigger!r}"


def _trigger(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    yield from form_faults(row.trigger)
    yield from of_list_faults(row, catalogue)
    clauses = catalogue.codes.get(CodeSort.CLAUSES)
    derived = {each.clause for each in catalogue.derived}
    if clauses and (code := clause_code(row.trigger)) and code not in {*clauses, *derived}:
        yield f"trigger: unknown clause {code}"
    if row.nature is MeasureNature.ONE_OFF and row.trigger in STANDING_TRIGGERS:
        yield f"nature: {row.trigger} grounds only standing measures"
    if is_order(row.trigger):
        if row.on_objection is not OnObjection.KEEP:
            yield "on_objection: a court's order is kept under an objection (R5)"
        if row.binding is not Binding.MANDATORY:
            yield "binding: a court's order is MANDATORY"
        if row.on_repair is not OnRepair.LIFT:
            yield "on_repair: a court's order that is repaired is out of force (R6)"


def _partner(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    partner = catalogue.partners.get(row.partner)
    if partner is None:
        yield f"partner: unknown partner {row.partner!r}"
    elif is_order(row.trigger) and partner.channel is Channel.CHECK:
        yield f"partner: {row.partner} is sent nothing, so it cannot carry out an order"
    if is_order(row.trigger):
        for other in catalogue.measures:
            same = (other.trigger, other.partner) == (row.trigger, row.partner)
            if same and other.row != row.row:
                yield f"trigger: {other.measure} has it too at {row.partner}: an order names none"
    if any(other.row == row.row and other.partner != row.partner for other in catalogue.measures):
        yield "partner: the row's editions name different partners; give each its own measure"


def _released(row: MeasureRow) -> Iterator[str]:
    for field in sorted(row.released - MAY_BE_VISIBLE):
        yield f"released: unknown field {field}; known are {', '.join(sorted(MAY_BE_VISIBLE))}"
    if row.released and not row.released_basis.strip():
        yield "released_basis: missing; nothing may be released without a basis"
