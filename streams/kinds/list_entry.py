"""列入名单: an authority's decision that puts a subject on a named list."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from schemas.catalogue.editions import in_force
from schemas.catalogue.model import Catalogue
from schemas.catalogue.named_list import ListColour
from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.kind import Kind, Labels, Listed, Nature
from streams.kinds.limit import CODE, PROSE
from streams.kinds.numbers import fold_number
from streams.kinds.problem import Problem

_COLOURS: Final = {colour.value: colour for colour in ListColour}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDetails:
    """
    列入情况: what a list of wage arrears or of tax violations says beyond the entry.

    `workers` are owed wages for `wage_months` months.
    """

    workers: int | None = None
    wage_months: int | None = None
    tax_nature: str = ""
    report_period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """列入名单: an authority's decision that puts a subject on a named list."""

    list_code: str
    colour: ListColour = ListColour.BLACK
    cause: str = ""
    amount_fen: int | None = None
    details: ListDetails | None = None


def _read(record: Record, complete: bool) -> ListEntry | Problem:
    colour = _COLOURS.get(record["colour"])
    if complete:
        if not record["list_code"]:
            return Problem(code="E1101", field="list_code")
        if colour is None:
            return Problem(code="E1102", field="colour")
    return ListEntry(
        list_code=record["list_code"],
        colour=colour or ListColour.BLACK,
        cause=record["cause"],
        amount_fen=record["amount_fen"],
        details=None if record["details"] is None else ListDetails(**record["details"]),
    )


def _lacks(event: Event, entry: ListEntry) -> Problem | None:
    if entry.colour is not ListColour.BLACK:
        return None
    # A blank notice says nothing: layouts and copies have no place for it.
    if event.notice is not None and not event.notice.prior:
        return Problem(code="E1304", field="notice.prior")
    return None


def _amounts(entry: ListEntry) -> tuple[tuple[str, int | None], ...]:
    details = entry.details or ListDetails()
    return (
        ("amount_fen", entry.amount_fen),
        ("details.workers", details.workers),
        ("details.wage_months", details.wage_months),
    )


def _unknown(entry: ListEntry, decided_on: date, _today: date, catalogue: Catalogue) -> str:
    """A list must be valid on the day of the decision, and its entries are of its colour (R21)."""
    row = catalogue.lists.get(entry.list_code)
    if row is None or not in_force(row, decided_on):
        return "list_code"
    return "" if row.colour is None or row.colour is entry.colour else "colour"


def _key(event: Event, entry: ListEntry, _subject: str) -> tuple[str, ...] | None:
    # Without the subject, since a corrected code must not make another fact.
    if not event.document_no:
        return None
    return (entry.list_code, fold_number(event.document_no), event.authority.uscc)


def _triggers(entry: ListEntry) -> tuple[str, ...]:
    """A red or a watch list grounds no measure."""
    return (f"list/{entry.list_code}",) if entry.colour is ListColour.BLACK else ()


def _reason(entry: ListEntry) -> str:
    return entry.cause


def _amount(entry: ListEntry) -> tuple[int | None, str]:
    return entry.amount_fen, "" if entry.amount_fen is None else "CNY"


def _listed(entry: ListEntry) -> Listed:
    return Listed(code=entry.list_code, colour=entry.colour)


def _reported_in_time(entry: ListEntry) -> bool:
    return entry.colour in (ListColour.RED, ListColour.BLACK)


KIND: Final = Kind(
    body=ListEntry,
    nature=Nature.FACT,
    inside=(ListDetails,),
    labels=Labels(english="list entry", chinese="列入名单"),
    read=_read,
    limits=MappingProxyType({"ListEntry.list_code": CODE, "ListEntry.cause": PROSE}),
    lacks=_lacks,
    amounts=_amounts,
    unknown=_unknown,
    key=_key,
    triggers=_triggers,
    reason=_reason,
    amount=_amount,
    listed=_listed,
    reported_in_time=_reported_in_time,
)
