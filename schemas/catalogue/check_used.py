"""What stands in a catalogue and nobody could use: it is a mistake, or something is missing."""

from collections.abc import Iterator

from schemas.catalogue.check_source import one_day_of_both
from schemas.catalogue.code import CodeSort
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue, Partner
from schemas.catalogue.words import EVERYONE, KINDS


def unused(catalogue: Catalogue) -> Iterator[Hole]:
    """A hole for each kind, partner, list and clause that nobody could use."""
    sent = frozenset[str]().union(*(row.kinds for row in catalogue.departments.values()))
    for kind in sorted(KINDS - sent):
        reason = f"kinds: no department may send {kind}; nothing of it would ever be let in"
        yield Hole(file="departments.toml", row="", reason=reason)
    for partner in catalogue.partners.values():
        if not _is_fed(partner, catalogue):
            reason = (
                "no row of measures.toml names it, so it is never told anything; leave it out, or "
                "give it the valid_until of its last day if it is leaving"
            )
            yield Hole(file="partners.toml", row=partner.id, reason=reason)
    entered = frozenset[str]().union(*(row.lists for row in catalogue.departments.values()))
    for listed in catalogue.lists.values():
        if listed.valid_until is None and not entered & {listed.code, EVERYONE}:
            reason = "no department may put anybody on it (lists); nobody could use the code"
            yield Hole(file="lists.toml", row=listed.code, reason=reason)
    for clause in catalogue.codes.get(CodeSort.CLAUSES, {}).values():
        named = [row for name, row in catalogue.departments.items() if name in clause.ordered_by]
        if named and not any(one_day_of_both(row, clause) for row in named):
            reason = "ordered_by: none of them is there on any of its days; nobody could order it"
            yield Hole(file="codes.toml", row=f"{clause.sort}.{clause.code}", reason=reason)


def _is_fed(partner: Partner, catalogue: Catalogue) -> bool:
    """Whether a row names it, on or off; a court is told what became of its orders, by no row."""
    court = catalogue.departments.get(partner.id)
    return (
        partner.valid_until is not None
        or (court is not None and court.court)
        or any(row.partner == partner.id for row in (*catalogue.measures, *catalogue.off))
    )
