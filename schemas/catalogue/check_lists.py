"""What a row of the named lists must hold (R21), and what a measure that follows from one must."""

from collections.abc import Iterator
from datetime import date

from schemas.catalogue.check_source import one_day_of_both, source_faults
from schemas.catalogue.check_terms import months_faults
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue, MeasureRow
from schemas.catalogue.named_list import ListCode, ListColour
from schemas.catalogue.words import CODE, LONGEST_NAME, list_code, says_something


def list_faults(row: ListCode) -> Iterator[str]:
    """Reasons why this list may not stand in a catalogue."""
    if not CODE.fullmatch(row.code) or len(row.code) > LONGEST_NAME:
        yield f"a list's code has capitals, digits and underscores only, {LONGEST_NAME} at most"
    yield from source_faults(row)
    for field in ("usual_months", "longest_months"):
        yield from months_faults(field, getattr(row, field), "where it is not known")
    usual, longest = row.usual_months, row.longest_months
    if usual is not None and longest is not None and usual > longest:
        yield "usual_months: above longest_months"
    if not row.grounds and not says_something(row.why):
        yield "why: missing; say why the list grounds nothing"


def notices_to_come(catalogue: Catalogue, day: date) -> Iterator[Hole]:
    """A warning for each list that asks for no notice yet: a year may be mistyped."""
    for row in catalogue.lists.values():
        if (since := row.prior_notice_since) is not None and since > day:
            reason = f"prior_notice_since: {since} is to come; until then nobody need be told first"
            yield Hole(file="lists.toml", row=row.code, reason=reason, warning=True)


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
    if named.colour not in {None, ListColour.BLACK}:
        yield f"trigger: the list {code} is {named.colour}; only a BLACK one grounds a measure"
    if not one_day_of_both(named, row):
        yield f"valid_from: the list {code} is over then, on {named.valid_until}, or not yet there"
