"""What a row that follows from a court's order must hold beyond any other (R6)."""

from collections.abc import Iterator

from schemas.catalogue.model import (
    Binding,
    Catalogue,
    Channel,
    Effect,
    MeasureRow,
    OnObjection,
    OnRepair,
)
from schemas.catalogue.words import is_order


def order_faults(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """Reasons why this edition may not carry out an order, or controls without one."""
    if not is_order(row.trigger):
        if row.effect is Effect.CONTROL:
            yield "effect: only a court's order may CONTROL (freeze, seal)"
        return
    if row.effect is not Effect.CONTROL:
        yield "effect: a court's order is carried out whole: CONTROL"
    if row.on_objection is not OnObjection.KEEP:
        yield "on_objection: a court's order is kept under an objection (R5)"
    if row.binding is not Binding.MANDATORY:
        yield "binding: a court's order is MANDATORY"
    if row.on_repair is not OnRepair.LIFT:
        yield "on_repair: a court's order that is repaired is out of force (R6)"
    if row.release:
        yield "release: a court's order waits for no office's approval"
    if row.term_months is None:
        yield "term_months: missing; no freeze and no seal is without a longest term (R6)"
    if row.usual_months is not None:
        yield "usual_months: a court's order has one term, term_months (R22)"
    partner = catalogue.partners.get(row.partner)
    if partner is not None and partner.channel is Channel.CHECK:
        yield f"partner: {row.partner} is sent nothing, so it cannot carry out an order"
    for other in catalogue.measures:
        same = (other.trigger, other.partner) == (row.trigger, row.partner)
        if same and other.row != row.row:
            yield f"trigger: {other.measure} has it too at {row.partner}: an order names none"
