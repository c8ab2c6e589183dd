"""When two records tell of the same decision: how the key of a fact is made (R3)."""

import unicodedata

from oracle.identity import subject_of
from streams.kinds.event import Event

Key = tuple[str, ...]

BRACKETS = str.maketrans("〔【[{〕】]}", "(((())))")


def fold(text: str) -> str:
    """Return a document or case number without the differences clerks' keyboards make."""
    return "".join(unicodedata.normalize("NFKC", text).translate(BRACKETS).casefold().split())


def by_document(event: Event, *more: str) -> Key | None:
    """Kind, what more the kind asks for, document number and authority; none without a number."""
    if not event.document_no:
        return None
    return (event.kind, *more, fold(event.document_no), event.authority.uscc)


def by_case(event: Event) -> Key | None:
    """Kind, case number, authority and subject; none without a number."""
    if event.case is None or not event.case.case_no:
        return None
    return (event.kind, fold(event.case.case_no), event.authority.uscc, str(subject_of(event)))
