"""What a row of the named lists must hold (R21), and what a measure that follows from one must."""

from collections.abc import Iterator

from schemas.catalogue.check_source import source_faults
from schemas.catalogue.mildness import longer
from schemas.catalogue.model import Catalogue, MeasureRow
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.words import CODE, list_code


def list_faults(row: ListCode) -> Iterator[str]:
    """Reasons why this list may not stand in a catalogue."""
    if not CODE.fullmatch(row.code):
        yield "a list's code has capitals, digits and underscores only"
    yield from source_faults(row)
    for field in ("usual_months", "longest_months"):
        months = getattr(row, field)
        if months is not None and months <= 0:
            yield f"{field}: must be above 0; leave it out where it is not known"
    usual, longest = row.usual_months, row.longest_months
    if usual is not None and longest is not None and usual > longest:
        yield "usual_months: above longest_months"
    if not row.grounds and not row.why.strip():
        yield "why: missing; say why the list grounds nothing"


def of_list_faults(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """Reasons why this edition may not follow from the list that its trigger names."""
    code = list_code(row.trigger)
    if code is None:
        return
    named = catalogue.lists.get(code)
    if named is None:
        yield f"trigger: unknown list {code}"
        return
    if not named.grounds:
        yield f"trigger: the list {code} grounds nothing: {named.why}"
    if longer(row.term_months, named.longest_months):
        months = named.longest_months
        yield f"term_months: longer than the list {code}, {months} months (longest_months)"
