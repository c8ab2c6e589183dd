"""When two records tell of the same decision: the key of a fact (R3)."""

import unicodedata

from oracle.identity import subject_of
from streams.kinds.administrative_penalty import AdministrativePenalty
from streams.kinds.event import Event
from streams.kinds.judgment_default import JudgmentDefault
from streams.kinds.list_entry import ListEntry
from streams.kinds.spending_restriction import SpendingRestriction

BRACKETS = str.maketrans("〔【[{〕】]}", "(((())))")


def fold(text: str) -> str:
    """Return a document or case number without the differences clerks' keyboards make."""
    return "".join(unicodedata.normalize("NFKC", text).translate(BRACKETS).casefold().split())


def key(event: Event) -> tuple[str, ...] | None:
    """Return what identifies the decision an event tells of, or None if only its record does."""
    authority = event.authority.uscc
    match event.body:
        case AdministrativePenalty() if event.document_no:
            return (event.kind, fold(event.document_no), authority)
        case ListEntry(list_code=code) if event.document_no:
            return (event.kind, code, fold(event.document_no), authority)
        case JudgmentDefault() | SpendingRestriction() if event.case and event.case.case_no:
            return (event.kind, fold(event.case.case_no), authority, str(subject_of(event)))
        case _:
            return None
