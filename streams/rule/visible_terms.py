"""Least data: what of an event a partner is told beside the measure itself (D13, measure row)."""

from datetime import date

from schemas.catalogue.model import MeasureRow
from streams.kinds.event import Event
from streams.kinds.order import Document
from streams.kinds.table import KINDS
from streams.rule.measure import Terms

#: Fields of a directive that a catalogue row may make visible to its partner.
REASON, CASE, DOCUMENTS, AMOUNT, OBJECT = "reason", "case", "documents", "amount", "object"


def visible_terms(
    event: Event,
    edition: MeasureRow,
    start: date,
    end: date | None,
    *,
    obj: str,
    documents: tuple[Document, ...] = (),
    original_order_no: str = "",
) -> Terms:
    """The terms of a measure with every field blank that the edition does not make visible."""
    may, kind = edition.released, KINDS[event.kind]
    amount_fen, currency = kind.amount(event.body) if AMOUNT in may else (None, "")
    return Terms(
        binding=edition.binding,
        effect=edition.effect,
        valid_from=start,
        valid_until=end,
        legal_basis=edition.legal_basis,
        list_version=edition.list_version,
        reason=kind.reason(event.body) if REASON in may else "",
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
