"""行政处罚: an administrative penalty (双公示 `CF_*`)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from schemas.catalogue.code import CodeSort
from schemas.catalogue.words import penalty_trigger
from schemas.codec import Record
from streams.kinds.event import Event
from streams.kinds.kind import Kind, Labels, Nature, Punishment, each_code
from streams.kinds.limit import CODE, PROSE
from streams.kinds.numbers import fold_number
from streams.kinds.problem import Problem

#: 处罚类别 that make a field of the penalty necessary, as the layouts write them.
_FINE: Final = frozenset({"罚款", "FINE"})
_CONFISCATION: Final = frozenset(
    {"没收", "没收违法所得", "没收非法财物", "没收违法所得、没收非法财物", "CONFISCATION"}
)
#: What is done to a licence, whichever it is called: 吊销许可证件, 暂扣执照, 吊销/暂扣许可证件 …
_LICENCE: Final = ("吊销", "暂扣")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrativePenalty:
    """行政处罚 (双公示 `CF_*`). `clauses`: open code list, for example ``PROCUREMENT_BAN``."""

    violation: str = ""
    violation_facts: str = ""
    categories: tuple[str, ...] = ()
    content: str = ""
    fine_fen: int | None = None
    confiscated_fen: int | None = None
    licence: str = ""
    publish_until: date | None = None
    clauses: tuple[str, ...] = ()
    reported_by_name: str = ""
    reported_by_uscc: str = ""


def _read(record: Record, _complete: bool) -> AdministrativePenalty:
    return AdministrativePenalty(
        violation=record["violation"],
        violation_facts=record["violation_facts"],
        categories=tuple(record["categories"]),
        content=record["content"],
        fine_fen=record["fine_fen"],
        confiscated_fen=record["confiscated_fen"],
        licence=record["licence"],
        publish_until=record["publish_until"],
        clauses=tuple(record["clauses"]),
        reported_by_name=record["reported_by_name"],
        reported_by_uscc=record["reported_by_uscc"],
    )


def _lacks(_event: Event, penalty: AdministrativePenalty) -> Problem | None:
    categories = penalty.categories
    if penalty.fine_fen is None and _any_of(categories, _FINE):
        return Problem(code="E1105", field="fine_fen")
    if penalty.confiscated_fen is None and _any_of(categories, _CONFISCATION):
        return Problem(code="E1105", field="confiscated_fen")
    if not penalty.licence and any(w in c for c in categories for w in _LICENCE):
        return Problem(code="E1105", field="licence")
    return None


def _any_of(words: Collection[str], known: frozenset[str]) -> bool:
    return not known.isdisjoint(words)


def _contradiction(penalty: AdministrativePenalty, decided_on: date) -> Problem | None:
    if penalty.publish_until is not None and penalty.publish_until < decided_on:
        return Problem(code="E1203", field="publish_until")
    return None


def _amounts(penalty: AdministrativePenalty) -> tuple[tuple[str, int | None], ...]:
    return (("fine_fen", penalty.fine_fen), ("confiscated_fen", penalty.confiscated_fen))


def _codes(penalty: AdministrativePenalty) -> Iterator[tuple[CodeSort, str, str]]:
    yield from each_code(CodeSort.CLAUSES, "clauses", penalty.clauses)
    yield from each_code(CodeSort.CATEGORIES, "categories", penalty.categories)


def _key(event: Event, _penalty: AdministrativePenalty, _subject: str) -> tuple[str, ...] | None:
    # Without the subject, since a corrected code must not make another fact.
    if not event.document_no:
        return None
    return (fold_number(event.document_no), event.authority.uscc)


def _triggers(penalty: AdministrativePenalty) -> tuple[str, ...]:
    """The clauses that it names; others may follow from its punishment."""
    return tuple(map(penalty_trigger, penalty.clauses))


def _punishment(penalty: AdministrativePenalty) -> Punishment | None:
    """None where it names neither a category nor a fine."""
    if not penalty.categories and penalty.fine_fen is None:
        return None
    return Punishment(categories=penalty.categories, fine_fen=penalty.fine_fen)


def _reason(penalty: AdministrativePenalty) -> str:
    return penalty.violation


def _public_until(penalty: AdministrativePenalty) -> date | None:
    return penalty.publish_until


def _reported_in_time(_penalty: AdministrativePenalty) -> bool:
    return True


KIND: Final = Kind(
    body=AdministrativePenalty,
    nature=Nature.FACT,
    labels=Labels(english="administrative penalty", chinese="行政处罚"),
    read=_read,
    limits=MappingProxyType(
        {
            "AdministrativePenalty.violation": PROSE,
            "AdministrativePenalty.violation_facts": PROSE,
            "AdministrativePenalty.content": PROSE,
            "AdministrativePenalty.clauses": CODE,
            "AdministrativePenalty.reported_by_uscc": CODE,
        }
    ),
    lacks=_lacks,
    contradiction=_contradiction,
    amounts=_amounts,
    codes=_codes,
    key=_key,
    triggers=_triggers,
    punishment=_punishment,
    reason=_reason,
    public_until=_public_until,
    reported_in_time=_reported_in_time,
)
