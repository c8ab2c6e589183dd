"""
What makes two records the same fact: each kind has its table of key fields (R3).

Where a document number and an authority exist the subject is not in the key, since a corrected
code must not make another fact. Keys are digests, so they say nothing to a reader of the database.
"""

import unicodedata
from hashlib import blake2b
from uuid import UUID

from streams.accept.event import Event
from streams.accept.kinds import (
    AdministrativePenalty,
    EnforcementOrder,
    JudgmentDefault,
    ListEntry,
    ObjectionMark,
    RepairDecision,
    SpendingRestriction,
)
from streams.identify.pseudonym import record_key

_BRACKETS = str.maketrans("〔［【〈《｛({〕］】〉》｝)}", "[[[[[[[[]]]]]]]]")


def fold_number(text: str) -> str:
    """Fold a document or case number: NFKC, one form of bracket, no spaces, upper case."""
    folded = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(folded.split()).upper()


def digest(*parts: str) -> UUID:
    """A 16-byte digest of parts that cannot run into each other."""
    joined = "".join([f"{len(part)}:{part}" for part in parts])
    return UUID(bytes=blake2b(joined.encode(), digest_size=16).digest())


def fact_key(event: Event, subject: UUID | None) -> UUID:
    """
    The key of the fact that `event` tells of.

    `subject` is the digest of the main subject's identity. A record without a document or case
    number is its own fact.
    """
    natural = _natural_key(event, subject)
    if natural is None:
        return digest("record", event.source, event.record_no)
    return digest("fact", event.kind, *natural)


def _natural_key(event: Event, subject: UUID | None) -> tuple[str, ...] | None:
    match event.body:
        case AdministrativePenalty() if event.document_no:
            return (fold_number(event.document_no), event.authority.uscc)
        case ListEntry(list_code=code) if event.document_no:
            return (code, fold_number(event.document_no), event.authority.uscc)
        case JudgmentDefault() | SpendingRestriction() if event.case and event.case.case_no:
            return (fold_number(event.case.case_no), event.authority.uscc, str(subject))
        case _:
            return None


def target_key(event: Event) -> UUID | None:
    """
    The record that a repair, a mark or a further order is about, if its number is written just so.

    None for every other event.
    """
    match event.body:
        case RepairDecision(target=target) | ObjectionMark(target=target):
            return record_key(target.department, target.record_no)
        case EnforcementOrder(original_order_no=number) if number:
            return record_key(event.source, number)
        case _:
            return None


def own_number(event: Event) -> UUID | None:
    """The number of a court's order as others are compared with it, None for every other event."""
    if not isinstance(event.body, EnforcementOrder):
        return None
    return _number(event.source, event.record_no)


def about_number(event: Event) -> UUID | None:
    """
    The number that `target_key` is about, as `own_number` has it: equal for the same number in
    other brackets, width, spaces or case (R6).
    """
    match event.body:
        case RepairDecision(target=target) | ObjectionMark(target=target):
            return _number(target.department, target.record_no)
        case EnforcementOrder(original_order_no=number) if number:
            return _number(event.source, number)
        case _:
            return None


def _number(department: str, number: str) -> UUID:
    return digest("order number", department, fold_number(number))
