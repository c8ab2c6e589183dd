"""What a measure says while it stands, and until when (R4, R8, R10, R22)."""

import calendar
import unicodedata
from datetime import date

from oracle.kinds.table import is_order, money_of, reason_of, without_term
from schemas.catalogue.model import MeasureRow
from streams.kinds.event import Event, PropertyObject
from streams.kinds.order import Document
from streams.rule.measure import Ground, Terms

BRACKETS = str.maketrans("〔【[{(〕】]})", "[[[[[]]]]]")


def begins(content: Event) -> date:
    """Return the first day a decision can ground anything."""
    return max(d for d in (content.effective_from, content.decided_on) if d is not None)


def months_later(start: date, months: int) -> date:
    """Return the same day-number so many months on, or the end of that month (R4)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def ends(content: Event, row: MeasureRow) -> date | None:
    """
    Return the last day, or None: it stands as long as its fact holds it up (R22).

    The decision's own, but not after the end of the longest term. Else the end of the usual term,
    of a row without one that of the longest; of a decision without a term always the longest.
    """
    start, own = begins(content), content.effective_until
    longest = None if row.term_months is None else months_later(start, row.term_months)
    if own is not None:
        return own if longest is None else min(own, longest)
    if has_usual_term(content) and row.usual_months is not None:
        return months_later(start, row.usual_months)
    return longest


def has_usual_term(content: Event) -> bool:
    """It is the usual term that bears on it: it names no last day, and is not without a term."""
    return content.effective_until is None and not without_term(content)


def later(one: date | None, other: date | None) -> date | None:
    """Return the later of two ends; None never ends."""
    return None if one is None or other is None else max(one, other)


def objects(content: Event) -> dict[str, str]:
    """
    Return the objects a decision names, by their name in an instance, each as first written.

    One empty text where it names none.
    """
    written: dict[str, str] = {}
    for thing in content.objects:
        written.setdefault(object_name(thing), f"{thing.kind}:{thing.number}")
    return written or {"": ""}


def object_name(thing: PropertyObject) -> str:
    """Return how an object stands in an instance: width, brackets, spaces, case do not count."""
    number = unicodedata.normalize("NFKC", thing.number).translate(BRACKETS)
    return f"{thing.kind}:{''.join(number.split()).upper()}"


def terms(
    content: Event,
    row: MeasureRow,
    *,
    ground: Ground,
    until: date | None,
    thing: str = "",
    documents: tuple[Document, ...] = (),
) -> Terms:
    """Return the terms of one ground under one edition; what is not released stays blank."""

    def released(field: str) -> bool:
        return field in row.released

    amount_fen, currency = money_of(content)
    return Terms(
        binding=row.binding,
        effect=row.effect,
        valid_from=begins(content),
        valid_until=until,
        legal_basis=row.legal_basis,
        list_version=row.list_version,
        reason=reason_of(content) if released("reason") else "",
        case_no=content.case.case_no if content.case and released("case") else "",
        original_order_no=content.record_no if is_order(content) else "",
        object=thing if released("object") else "",
        amount_fen=amount_fen if released("amount") else None,
        currency=currency if released("amount") else "",
        documents=documents if released("documents") else (),
        grounds=(ground,),
        release=row.release,
    )
