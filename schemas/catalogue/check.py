"""
What a catalogue of the right form must still hold before it may be loaded.

`holes` and `warnings` name file, row and reason. Nothing is loaded while there is a hole.
"""

from collections.abc import Iterator
from datetime import date

from schemas.catalogue.brake import NO_BRAKE, Brake
from schemas.catalogue.check_codes import code_holes, derived_holes, sorts_without_codes
from schemas.catalogue.check_domains import domain_holes
from schemas.catalogue.check_editions import (
    ending,
    gaps,
    named_alike,
    overlaps,
    twice_at_a_partner,
)
from schemas.catalogue.check_lists import list_faults, notices_to_come
from schemas.catalogue.check_measures import LONGEST_ANSWER_S, measure_faults
from schemas.catalogue.check_off import off_faults
from schemas.catalogue.check_source import source_faults
from schemas.catalogue.check_used import unused
from schemas.catalogue.check_working_days import FILE as WORKING_DAYS
from schemas.catalogue.check_working_days import missing_years, year_faults, years_between
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue, CheckItem, Department, Partner, Rank
from schemas.catalogue.parse import BRAKE_FILE
from schemas.catalogue.words import (
    COURT_KINDS,
    EVERYONE,
    ID,
    KINDS,
    LIST_ENTRY,
    LONGEST_NAME,
    PENALTY,
    says_something,
)
from schemas.uscc import is_uscc


def holes(catalogue: Catalogue) -> tuple[Hole, ...]:
    """Every fault that keeps the catalogue from being loaded, in the order of the files."""
    return (
        *domain_holes(catalogue),
        *(
            Hole(file="departments.toml", row=row.id, reason=reason)
            for row in catalogue.departments.values()
            for reason in _department(row, catalogue)
        ),
        *(
            Hole(file="partners.toml", row=row.id, reason=reason)
            for row in catalogue.partners.values()
            for reason in _partner(row)
        ),
        *(
            Hole(file="lists.toml", row=row.code, reason=reason)
            for row in catalogue.lists.values()
            for reason in list_faults(row)
        ),
        *code_holes(catalogue),
        *derived_holes(catalogue),
        *(
            Hole(file="measures.toml", row=f"{' '.join(row.row)} {row.list_version}", reason=reason)
            for row in catalogue.measures
            for reason in measure_faults(row, catalogue)
        ),
        *(
            Hole(file="measures.toml", row=" ".join(row.row).rstrip(), reason=reason)
            for row in catalogue.off
            for reason in off_faults(row, catalogue)
        ),
        *overlaps(catalogue.measures),
        *named_alike(catalogue.measures),
        *(
            Hole(file="items.toml", row=row.id, reason=reason)
            for row in catalogue.items.values()
            for reason in _item(row, catalogue)
        ),
        *(
            Hole(file=WORKING_DAYS, row=row.year, reason=reason)
            for row in catalogue.working_years.values()
            for reason in year_faults(row)
        ),
        *unused(catalogue),
        *(Hole(file=BRAKE_FILE, row="", reason=reason) for reason in _brake(catalogue.brake)),
    )


def warnings(catalogue: Catalogue, day: date) -> tuple[Hole, ...]:
    """
    What may be meant, but somebody should look at.

    Gaps, rows that have ended or soon will, one trigger twice at a partner, sorts of codes that
    nobody checks, notices that are asked for only later, and years without their working days.
    """
    return (
        *sorts_without_codes(catalogue),
        *notices_to_come(catalogue, day),
        *twice_at_a_partner(catalogue.measures),
        *gaps(catalogue.measures),
        *ending(catalogue.measures, day),
        *missing_years(catalogue, day),
        *years_between(catalogue),
    )


def _department(row: Department, catalogue: Catalogue) -> Iterator[str]:
    yield from _id(row.id)
    yield from source_faults(row)
    if len(row.region) != 6 or not (row.region.isascii() and row.region.isdigit()):
        yield f"region: {row.region!r} is not a six-digit code (GB/T 2260)"
    for kind in sorted(row.kinds - KINDS):
        yield f"kinds: unknown kind {kind}"
    if not row.court and (forbidden := row.kinds & COURT_KINDS):
        yield f"kinds: only a court may carry {', '.join(sorted(forbidden))}"
    if row.court and PENALTY in row.kinds:
        yield f"kinds: a court imposes no {PENALTY}; that is for administrative bodies"
    if EVERYONE in row.relays_for and row.rank > Rank.PROVINCE:
        yield f"relays_for: {EVERYONE!r} is for province and nation; name the authorities"
    yield from _lists_of(row, catalogue)
    speaks_for = row.decides_for | row.relays_for
    if row.kinds and not speaks_for:
        yield "decides_for, relays_for: both empty; all it sends would be refused (E1303)"
    if speaks_for | row.repairs_for and not row.kinds:
        yield "kinds: empty, so it sends nothing; leave out for whom it would decide or relay"
    for code in sorted((row.decides_for | row.relays_for | row.repairs_for) - {EVERYONE}):
        if not is_uscc(code):
            yield (
                f"{code} is nobody's unified social credit code: wrong form or check character, "
                "or all of one character"
            )
    if EVERYONE in row.decides_for | row.repairs_for:
        yield f"{EVERYONE!r} may stand in relays_for and lists only"
    for other in catalogue.departments.values():
        # Each pair once, at the later id.
        if other.id < row.id and (shared := other.decides_for & row.decides_for):
            yield f"decides_for: {', '.join(sorted(shared))} is decided by {other.id} already"
    decided = frozenset().union(*(each.decides_for for each in catalogue.departments.values()))
    for code in sorted(row.repairs_for - decided - {EVERYONE}):
        yield f"repairs_for: no department decides for {code}"


def _lists_of(row: Department, catalogue: Catalogue) -> Iterator[str]:
    for code in sorted(row.lists - set(catalogue.lists) - {EVERYONE}):
        yield f"lists: unknown list {code}"
    if row.lists and LIST_ENTRY not in row.kinds:
        yield f"lists: named, but kinds has no {LIST_ENTRY}"
    if LIST_ENTRY in row.kinds and not row.lists:
        yield (
            f"lists: missing, and kinds has {LIST_ENTRY}; name the lists on which it may put "
            f"somebody, {EVERYONE!r} for who relays for everybody, or leave {LIST_ENTRY} out"
        )
    if EVERYONE in row.lists and EVERYONE not in row.relays_for:
        yield f"lists: {EVERYONE!r} is for who relays for everybody; name the lists"


def _partner(row: Partner) -> Iterator[str]:
    yield from _id(row.id)
    yield from source_faults(row)
    if row.answer_within_s <= 0:
        why = "that something was taken is no answer"
        yield f"answer_within_s: {row.channel} needs a time above 0 s; {why}"
    if row.answer_within_s > LONGEST_ANSWER_S:
        yield f"answer_within_s: must be {LONGEST_ANSWER_S} s (a year) at most"


def _item(row: CheckItem, catalogue: Catalogue) -> Iterator[str]:
    yield from _id(row.id)
    yield from source_faults(row)
    if not row.measures:
        yield "measures: empty; there would be nothing to check"
    on = {measure.measure for measure in catalogue.measures}
    for code in sorted(row.measures - on - {measure.measure for measure in catalogue.off}):
        yield f"measures: unknown measure {code}"
    if row.measures and not row.measures & on:
        yield "measures: none of them is on; whoever asks would always hear CLEAR"


def _brake(row: Brake) -> Iterator[str]:
    if row.factor is not None and row.factor < 1:
        yield "factor: must be 1 at least; without it there is no brake"
    if row != NO_BRAKE and not says_something(row.reason):
        yield "reason: missing; say why this factor, or why none"


def _id(name: str) -> Iterator[str]:
    if not ID.fullmatch(name):
        yield "an id has small letters, digits and single hyphens, and starts with a letter"
    if len(name) > LONGEST_NAME:
        yield f"an id has {LONGEST_NAME} signs at most"
