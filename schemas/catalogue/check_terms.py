"""Which terms a row of the measure list may have, and where a repair may leave it standing."""

from collections.abc import Iterator
from typing import Final

from schemas.catalogue.code import CodeSort
from schemas.catalogue.mildness import longer
from schemas.catalogue.model import Catalogue, MeasureRow, OnRepair
from schemas.catalogue.words import clause_code, is_order, list_code

#: Twenty years: what is above is days that were written for months.
LONGEST_MONTHS: Final = 240


def term_faults(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """Reasons why this edition may not last so long (R22), or through a repair (R23)."""
    yield from months_faults("term_months", row.term_months, "where there is no term")
    if not is_order(row.trigger):
        yield from months_faults("usual_months", row.usual_months, "where there is none")
        if longer(row.usual_months or 0, row.term_months):
            yield "usual_months: above term_months, the longest"
    yield from _as_its_list(row, catalogue)
    if row.on_repair is OnRepair.KEEP and not is_order(row.trigger):
        yield from _kept(row, catalogue)


def months_faults(field: str, months: int | None, where: str) -> Iterator[str]:
    """Reasons why `months` is no term; `where` a row may be without one, in words."""
    if months is not None and months <= 0:
        yield f"{field}: must be above 0; leave it out {where}"
    if months is not None and months > LONGEST_MONTHS:
        yield (
            f"{field}: {months} months, and {LONGEST_MONTHS} (20 years) is the most; "
            f"are these days? Leave it out {where}"
        )


def _as_its_list(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    named = catalogue.lists.get(list_code(row.trigger) or "")
    if named is None:
        return
    if longer(row.term_months, named.longest_months):
        months = named.longest_months
        yield f"term_months: longer than the list {named.code}, {months} months (longest_months)"
    if row.usual_months is not None and longer(row.usual_months, named.usual_months):
        months = named.usual_months
        yield f"usual_months: longer than the list {named.code}, {months} months (usual_months)"


def _kept(row: MeasureRow, catalogue: Catalogue) -> Iterator[str]:
    """Only a ban that a decider wrote into the penalty is the penalty itself."""
    if clause_code(row.trigger) not in catalogue.codes.get(CodeSort.CLAUSES, {}):
        yield (
            "on_repair: KEEP is for a measure that is the penalty itself; its trigger is "
            "penalty/<CLAUSE>, with the clause under [clauses] of codes.toml (R23)"
        )
    if row.term_months is None:
        yield "term_months: missing; what no repair lifts must have a longest term (R23)"
