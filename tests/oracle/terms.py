"""What a measure says while it stands, and until when (R4, R8, R10)."""

import calendar
import unicodedata
from datetime import date

from schemas.catalogue.model import MeasureRow
from streams.kinds.administrative_penalty import AdministrativePenalty
from streams.kinds.enforcement_order import EnforcementOrder
from streams.kinds.event import Event, PropertyObject
from streams.kinds.judgment_default import JudgmentDefault
from streams.kinds.list_entry import ListEntry
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
    """Return the last day: the decision's own or the row's term, whichever is earlier (R4)."""
    own = content.effective_until
    term = months_later(begins(content), row.term_months) if row.term_months is not None else None
    return min((d for d in (own, term) if d is not None), default=None)


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


def reason_of(content: Event) -> str:
    """Return why, in the source's words."""
    match content.body:
        case (
            AdministrativePenalty(violation=text)
            | ListEntry(cause=text)
            | JudgmentDefault(duty=text)
        ):
            return text
        case _:
            return ""


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

    body = content.body
    amount_fen = body.amount_fen if isinstance(body, ListEntry | EnforcementOrder) else None
    currency = body.currency if isinstance(body, EnforcementOrder) else ""
    return Terms(
        binding=row.binding,
        effect=row.effect,
        valid_from=begins(content),
        valid_until=until,
        legal_basis=row.legal_basis,
        list_version=row.list_version,
        reason=reason_of(content) if released("reason") else "",
        case_no=content.case.case_no if content.case and released("case") else "",
        original_order_no=content.record_no if isinstance(body, EnforcementOrder) else "",
        object=thing if released("object") else "",
        amount_fen=amount_fen if released("amount") else None,
        currency=currency if released("amount") else "",
        documents=documents if released("documents") else (),
        grounds=(ground,),
        release=row.release,
    )
