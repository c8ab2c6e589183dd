"""
Whom a measure may follow (R9).

A person carries a measure only if the source named it and the row is meant for its role. A minor is
spared, but for a court's order over property; how old somebody was is asked of the decision's day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import TargetRole
from streams.accept.identifiers import citizen_id
from streams.accept.identifiers.other_document import ID_CARD, document_type
from streams.kinds.event import Subject, SubjectKind
from streams.merge.record import Version
from streams.rule.terms import ONE_DAY

#: 民法典 art. 17: a natural person of full age is eighteen or older.
FULL_AGE_YEARS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One way an event names a subject: as main subject, or in a role for a time."""

    role: TargetRole
    naming: Subject
    named_by_source: bool = True
    role_from: date | None = None
    role_to: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the subject has that role on `day`, both ends inclusive."""
        return (self.role_from or date.min) <= day <= (self.role_to or date.max)


def parts_of(version: Version, subject: UUID) -> tuple[Part, ...]:
    """Every way a version names a subject that a measure may follow: none that is UNREGISTERED."""
    event = version.event
    found = []
    if version.subject == subject and event.subject is not None and _registered(event.subject):
        found.append(Part(role=TargetRole(event.subject.kind), naming=event.subject))
    for related, key in zip(event.related, version.related, strict=True):
        if key == subject and _registered(related.subject):
            found.append(
                Part(
                    role=TargetRole(related.role),
                    naming=related.subject,
                    named_by_source=related.named_by_source,
                    role_from=related.role_from,
                    role_to=related.role_to,
                )
            )
    return tuple(found)


def birth_of(naming: Subject) -> date | None:
    """The birth date a naming gives, by its citizen number or in words."""
    if naming.id_number and document_type(naming.id_type) == ID_CARD:
        checked = citizen_id.check(naming.id_number)
        if isinstance(checked, citizen_id.CitizenId):
            return checked.birth_date
    return naming.birth_date


def youngest_birth(namings: Iterable[Subject]) -> date | None:
    """The latest birth date known from all namings of one person, None if none gives any."""
    return max((born for naming in namings if (born := birth_of(naming))), default=None)


def of_full_age(born: date, on: date) -> bool:
    """
    Whether somebody is of full age on a day: from the day after the eighteenth birthday (R9).

    So counts 法释〔2006〕1号 art. 2; of the readings of 民法典 art. 17 it favours the person. Born
    on 29 February, the birthday is 1 March in a year without that day.
    """
    if on <= born:
        return False
    eve = on - ONE_DAY
    years = eve.year - born.year - ((eve.month, eve.day) < (born.month, born.day))
    return years >= FULL_AGE_YEARS


def _registered(naming: Subject) -> bool:
    return naming.kind is not SubjectKind.UNREGISTERED
