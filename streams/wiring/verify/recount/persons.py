"""Whom a decision reaches, and who is spared (R9)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import MeasureRow
from streams.wiring.verify.recount.claim import PERSON, UNREGISTERED, Claim
from streams.wiring.verify.recount.telling import Telling
from streams.wiring.verify.recount.why import Why

#: 民法典 art. 17.
_FULL_AGE_YEARS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One way a decision names somebody."""

    role: str
    claim: Claim
    named_by_source: bool
    since: date
    until: date


def parts(content: Telling, subject: UUID) -> tuple[Part, ...]:
    """Every way a decision names a subject: as its main subject, or in a role for a time."""
    found = []
    main = content.subject
    if main is not None and main.subject == subject:
        found.append(
            Part(
                role=main.kind,
                claim=main,
                named_by_source=True,
                since=date.min,
                until=date.max,
            )
        )
    found += [
        Part(
            role=person.role,
            claim=person.claim,
            named_by_source=person.named_by_source,
            since=person.since or date.min,
            until=person.until or date.max,
        )
        for person in content.related
        if person.claim.subject == subject
    ]
    return tuple(found)


def refused(
    content: Telling,
    named: Iterable[Part],
    edition: MeasureRow,
    day: date,
    youngest_known: date | None,
) -> Why | None:
    """What stands against a measure on somebody, in the person or the role; None if nothing."""
    main = content.subject
    registered = [part for part in named if part.claim.kind != UNREGISTERED]
    if not registered or main is None:
        return Why.UNREGISTERED
    targeted = [part for part in registered if part.role in edition.targets]
    if not targeted:
        return Why.NOT_TARGETED
    by_source = [part for part in targeted if part.named_by_source]
    if not by_source:
        return Why.NOT_NAMED
    holding = [part for part in by_source if part.since <= day <= part.until]
    if not holding:
        return Why.ROLE_OVER
    if any(part.claim.kind == PERSON for part in holding):
        told = [part.claim.born for part in holding if part.claim.born is not None]
        born = max(told, default=youngest_known)
        decided_on = content.decided_on
        if born is None or decided_on is None or _age(born, decided_on) < _FULL_AGE_YEARS:
            return Why.MINOR
    return None


def _age(born: date, on: date) -> int:
    """Full years on a day; who is born on 29 February grows older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
