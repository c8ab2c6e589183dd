"""What the present catalogue lets a decision ground: derived clauses and lists (R7, R21)."""

from datetime import date

from monitoring.verify.recount.kinds.shape import Sanction
from monitoring.verify.recount.version import Version
from monitoring.verify.recount.why import Why
from schemas.catalogue.code import Derived
from schemas.catalogue.model import Catalogue


def triggers_of(catalogue: Catalogue, version: Version) -> frozenset[str]:
    """What rows can name of a decision: what it writes, and the clauses that follow from it."""
    sanction, decided_on = version.sanction, version.decided_on
    if sanction is None or decided_on is None:
        return frozenset(version.triggers)
    derived = (
        f"{version.kind.trigger}/{row.clause}"
        for row in catalogue.derived
        if _valid(row, decided_on) and _follows(row, sanction)
    )
    return frozenset({*version.triggers, *derived})


def _valid(row: Derived, decided_on: date) -> bool:
    return row.valid_from <= decided_on <= (row.valid_until or date.max)


def _follows(row: Derived, sanction: Sanction) -> bool:
    """Whether a penalty has what a row derives from; a blank category is none."""
    if any(category in row.categories for category in sanction.categories if category):
        return True
    threshold, fine = row.fine_from_fen, sanction.fine_fen
    return threshold is not None and fine is not None and fine >= threshold


def held_back(catalogue: Catalogue, content: Version) -> Why | None:
    """Why an entry grounds nothing, by what the catalogue says of its list."""
    listed = catalogue.lists.get(content.listed.code)
    if listed is None:
        return None
    if not listed.grounds:
        return Why.LIST_WITHOUT_MEASURES
    since, decided_on = listed.prior_notice_since, content.decided_on
    asked = since is not None and decided_on is not None and decided_on >= since
    return Why.NOT_TOLD_BEFORE if asked and not content.told_before else None
