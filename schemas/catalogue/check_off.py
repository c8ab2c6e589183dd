"""What a measure's row that is switched off must hold: above all, why."""

from collections.abc import Iterator

from schemas.catalogue.check_measures import form_faults
from schemas.catalogue.check_source import source_faults
from schemas.catalogue.model import Catalogue, MeasureRow


def off_faults(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """
    Reasons why this row may not stand in `Catalogue.off`.

    It may lack what keeps it off: a basis, an edition, a list, a clause, a trigger, a partner.
    """
    may_be_missing = ("valid_from: missing", "legal_basis: missing")
    yield from (each for each in source_faults(row) if not each.startswith(may_be_missing))
    if not row.why.strip():
        yield "why: missing; what keeps it off?"
    if row.trigger:
        yield from form_faults(row.trigger)
    if row.partner and row.partner not in catalogue.partners:
        yield f"partner: unknown partner {row.partner!r}"
    if any(other.row == row.row for other in catalogue.measures):
        yield "enabled: another row of this measure and trigger is on"
