"""A penalty (行政处罚): what it grounds stands by the clauses that it has, written or derived."""

from collections.abc import Iterable

from oracle.keys import by_document
from oracle.kinds.fields import given
from oracle.kinds.kind import Kind, Nature
from schemas.catalogue.code import Derived
from streams.kinds.administrative_penalty import AdministrativePenalty


def has(body: AdministrativePenalty, row: Derived) -> bool:
    """It is of a category that the row names, or its fine reaches that of the row (R21)."""
    if row.fine_from_fen is not None:
        return body.fine_fen is not None and body.fine_fen >= row.fine_from_fen
    return any(category in row.categories for category in body.categories)


def of(clause: str) -> str:
    """Return the trigger of the rows that a clause grounds."""
    return f"penalty/{clause}"


def derived(body: AdministrativePenalty, rows: Iterable[Derived]) -> list[str]:
    """Return those of the derived clauses that it has."""
    return [of(row.clause) for row in rows if has(body, row)]


KIND = Kind(
    body=AdministrativePenalty,
    read=lambda fields: AdministrativePenalty(
        **given(fields, "violation", "clauses", "categories", "content", "fine_fen")
    ),
    nature=Nature.FACT,
    key=lambda event, _: by_document(event),
    triggers=lambda body: [of(clause) for clause in body.clauses],
    derived=derived,
    reason=lambda body: body.violation,
    to_be_published=lambda _: True,
)
