"""What a row of the open codes, and one of the derived clauses, must hold (R21)."""

from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from schemas.catalogue.check_source import source_faults
from schemas.catalogue.code import CodeSort, Derived, OpenCode
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue
from schemas.catalogue.words import CODE, LONGEST_NAME, PENALTY

FILE: Final = "codes.toml"


def code_holes(catalogue: Catalogue) -> Iterator[Hole]:
    """A hole for each fault of each code."""
    for rows in catalogue.codes.values():
        for row in rows.values():
            for reason in _code(row, catalogue):
                yield Hole(file=FILE, row=f"{row.sort}.{row.code}", reason=reason)


def sorts_without_codes(catalogue: Catalogue) -> Iterator[Hole]:
    """A warning for each sort that has no code: whatever events name of it is let in."""
    for sort in CodeSort:
        if not catalogue.codes.get(sort):
            reason = f"no code stands under it, so nothing that events say of {sort} is checked"
            yield Hole(file=FILE, row=sort, reason=reason, warning=True)


def derived_holes(catalogue: Catalogue) -> Iterator[Hole]:
    """A hole for each fault of each row by which a penalty has a clause."""
    for row in catalogue.derived:
        for reason in _derived(row, catalogue):
            yield Hole(file=FILE, row=f"derived {row.named}", reason=reason)


def _derived(row: Derived, catalogue: Catalogue) -> Iterator[str]:
    yield from source_faults(row)
    if not CODE.fullmatch(row.clause):
        yield "clause: has capitals, digits and underscores only"
    if row.clause in catalogue.codes.get(CodeSort.CLAUSES, {}):
        yield f"clause: {row.clause} stands in clauses too; a derived clause is written by nobody"
    if not row.categories and row.fine_from_fen is None:
        yield "categories, fine_from_fen: both missing; nothing would follow from it"
    if row.categories and row.fine_from_fen is not None:
        yield "categories, fine_from_fen: a row has one of the two; write two rows"
    if row.fine_from_fen is not None and row.fine_from_fen <= 0:
        yield "fine_from_fen: must be above 0"
    known = catalogue.codes.get(CodeSort.CATEGORIES)
    for word in sorted(row.categories - set(known or row.categories)):
        yield f"categories: unknown category {word}"


def _code(row: OpenCode, catalogue: Catalogue) -> Iterator[str]:
    yield from source_faults(row)
    if row.code != row.code.strip() or not row.code:
        yield "a code begins and ends with a letter or a sign"
    if row.sort is CodeSort.OBJECTS and row.code != normalize("NFKC", row.code):
        yield "a kind of object is compared with full width folded: write it so"
    if row.sort is not CodeSort.CLAUSES:
        if row.ordered_by:
            yield "ordered_by: only a clause is ordered by somebody"
        return
    if not CODE.fullmatch(row.code) or len(row.code) > LONGEST_NAME:
        yield f"a clause's code has capitals, digits and underscores only, {LONGEST_NAME} at most"
    if not row.ordered_by:
        yield "ordered_by: empty; nobody could order it"
    for name in sorted(row.ordered_by):
        department = catalogue.departments.get(name)
        if department is None:
            yield f"ordered_by: unknown department {name}"
        elif PENALTY not in department.kinds:
            yield f"ordered_by: {name} sends no {PENALTY}"
