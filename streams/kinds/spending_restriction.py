"""限制消费令: a court restricts a debtor's spending (限制高消费规定, art. 1–5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from schemas.catalogue.code import CodeSort
from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.kind import Kind, Labels, Nature, each_code
from streams.kinds.numbers import fold_number


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingRestriction:
    """限制消费令 (限制高消费规定, art. 1–5)."""

    applicant: str = ""
    restricted: tuple[str, ...] = ()


def _read(record: Record, _complete: bool) -> SpendingRestriction:
    return SpendingRestriction(
        applicant=record["applicant"], restricted=tuple(record["restricted"])
    )


def _codes(restriction: SpendingRestriction) -> Iterator[tuple[CodeSort, str, str]]:
    return each_code(CodeSort.RESTRICTED, "restricted", restriction.restricted)


def _key(event: Event, _restriction: SpendingRestriction, subject: str) -> tuple[str, ...] | None:
    # With the subject: one case restricts several debtors.
    if event.case is None or not event.case.case_no:
        return None
    return (fold_number(event.case.case_no), event.authority.uscc, subject)


def _triggers(_restriction: SpendingRestriction) -> tuple[str, ...]:
    return ("spending-restriction",)


KIND: Final = Kind(
    body=SpendingRestriction,
    nature=Nature.FACT,
    labels=Labels(english="spending restriction", chinese="限制消费"),
    read=_read,
    of_courts=True,
    codes=_codes,
    key=_key,
    triggers=_triggers,
)
