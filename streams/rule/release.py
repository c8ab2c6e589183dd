"""Least data: what of an event a partner is told beside the measure itself (D13, measure row)."""

from datetime import date

from schemas.catalogue.model import MeasureRow
from streams.accept.event import Event
from streams.accept.kinds import (
    AdministrativePenalty,
    Document,
    EnforcementOrder,
    JudgmentDefault,
    ListEntry,
)
from streams.rule.measure import Terms

#: Fields of a directive a catalogue row may release.
REASON, CASE, DOCUMENTS, AMOUNT, OBJECT = "reason", "case", "documents", "amount", "object"


def released_terms(
    event: Event,
    edition: MeasureRow,
    start: date,
    end: date | None,
    *,
    obj: str,
    documents: tuple[Document, ...] = (),
    original_order_no: str = "",
) -> Terms:
    """The terms of a measure with every field blank that the edition does not release."""
    may = edition.released
    amount_fen, currency = _amount(event) if AMOUNT in may else (None, "")
    return Terms(
        binding=edition.binding,
        effect=edition.effect,
        valid_from=start,
        valid_until=end,
        legal_basis=edition.legal_basis,
        list_version=edition.list_version,
        reason=_reason(event) if REASON in may else "",
        case_no=event.case.case_no if CASE in may and event.case is not None else "",
        original_order_no=original_order_no,
        object=obj if OBJECT in may else "",
        amount_fen=amount_fen,
        currency=currency,
        documents=documents if DOCUMENTS in may else (),
        release=edition.release,
        trigger=edition.trigger,
        answer_within_s=edition.answer_within_s,
    )


def _reason(event: Event) -> str:
    match event.body:
        case ListEntry(cause=cause):
            return cause
        case AdministrativePenalty(violation=violation):
            return violation
        case JudgmentDefault(duty=duty):
            return duty
        case _:
            return ""


def _amount(event: Event) -> tuple[int | None, str]:
    match event.body:
        case EnforcementOrder(amount_fen=amount_fen, currency=currency):
            return amount_fen, currency
        case ListEntry(amount_fen=amount_fen):
            return amount_fen, "" if amount_fen is None else "CNY"
        case _:
            return None, ""
