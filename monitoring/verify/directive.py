"""Directives as the verifier reads them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from monitoring.verify.database import DatabaseMoment
from monitoring.verify.recount.due import Measure

#: A partner's word that it does not hold what it is to lift (R12).
NOT_HELD = "R3005"


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """
    One decided directive with how far it got.

    `answer`: what its sender goes by, None: nothing, also where all of it was written down before
    the claim (R14). `refused_once`: some answer, or the transport, refused it at some time.
    `sent_as`: what the table of R12 made of it. `held`: waits for approval. `generation`: after
    which restore it was decided, 0: none. `valid_until`, `content`: by which a claim decides what
    it needs no terms for. `by_act`: written by an officer, who may lift whatever is not in force.
    `weighed`: its sender has looked at its last answer. `aside`: an operator
    has it tried no more.
    """

    directive_id: UUID
    measure_id: UUID
    n: int
    action: str
    measure: Measure
    terms: Mapping[str, Any] = field(repr=False)
    entry: int
    ordered_by: UUID | None
    unconditional: bool
    superseded: bool
    sequence: int | None
    sent_as: str | None
    supersedes: UUID | None
    claimed_at: datetime | None
    sent_at: datetime | None
    has_body: bool
    answer: str | None
    answer_code: str | None
    refused_once: bool
    decided_on: date
    held: bool
    generation: int
    valid_until: date | None
    content: UUID
    by_act: bool
    weighed: bool
    aside: bool

    @property
    def lifts(self) -> bool:
        """Whether it takes back; the others are burdens."""
        return self.action == "LIFT"

    @property
    def done(self) -> bool:
        """Whether the partner says it did it; a lift of what it did not hold counts (R12)."""
        if self.answer in {"EXECUTED", "PARTIAL"}:
            return True
        return self.lifts and self.answer == "NOT_EXECUTED" and self.answer_code == NOT_HELD

    @property
    def until(self) -> date | None:
        """The last day its terms name."""
        return _day(self.terms["valid_until"])

    @property
    def since(self) -> date | None:
        """The first day its terms name."""
        return _day(self.terms["valid_from"])


def measures(snapshot: DatabaseMoment) -> Iterator[list[Directive]]:
    """Every measure with its directives in the order they were decided, one by one."""
    rows = snapshot.stream("directives", {"subjects": None})
    for _, decided in groupby(map(_directive, rows), key=attrgetter("measure_id")):
        yield list(decided)


def directives(snapshot: DatabaseMoment, subjects: list[UUID]) -> dict[UUID, list[list[Directive]]]:
    """The measures of some subjects, each as `measures` has it."""
    by_subject: dict[UUID, list[list[Directive]]] = defaultdict(list)
    rows = snapshot.rows("directives", {"subjects": subjects})
    for _, decided in groupby(map(_directive, rows), key=attrgetter("measure_id")):
        measure = list(decided)
        by_subject[measure[0].measure.subject].append(measure)
    return by_subject


def _directive(row: tuple[Any, ...]) -> Directive:
    return Directive(
        directive_id=row[0],
        measure_id=row[1],
        n=row[2],
        action=row[3],
        measure=Measure(row[4], row[5], row[6], row[7]),
        terms=row[8],
        entry=row[9],
        ordered_by=row[10],
        unconditional=row[11],
        superseded=row[12] is not None,
        sequence=row[13],
        sent_as=row[14],
        supersedes=row[15],
        claimed_at=row[16],
        sent_at=row[17],
        has_body=row[18],
        answer=row[19],
        answer_code=row[20],
        refused_once=row[21],
        decided_on=row[22],
        held=row[23],
        generation=row[24],
        valid_until=row[25],
        content=row[26],
        by_act=row[27],
        weighed=row[28],
        aside=row[29],
    )


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)
