"""Whom a fact reaches: its subject, and persons it names; and none who is a minor (R9)."""

from dataclasses import dataclass
from datetime import date, timedelta

from oracle.identity import birth_date, identity, subject_of
from oracle.kinds.table import is_order
from oracle.world import World
from schemas.catalogue.model import TargetRole
from streams.kinds.event import Event, Subject, SubjectKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """One subject a fact reaches. `role` None: an unregistered subject, who gets no measure."""

    identity: str
    claim: Subject
    role: TargetRole | None


def reached(content: Event, day: date) -> list[Reached]:
    """Return the main subject and everyone the source named who holds the role on the day."""
    found = []
    main = subject_of(content)
    if content.subject is not None and main is not None:
        role = None
        if content.subject.kind is not SubjectKind.UNREGISTERED:
            role = TargetRole[content.subject.kind.name]
        found.append(Reached(identity=main, claim=content.subject, role=role))
    for person in content.related:
        who = identity(person.subject, content.authority.uscc)
        since, until = person.role_from or date.min, person.role_to or date.max
        if person.named_by_source and who is not None and since <= day <= until:
            role = TargetRole[person.role.name]
            if person.subject.kind is SubjectKind.UNREGISTERED:
                role = None
            found.append(Reached(identity=who, claim=person.subject, role=role))
    return found


def spared_as_minor(world: World, content: Event, who: Reached) -> bool:
    """A minor on the day of the decision, or of unknown age; a court's order spares nobody (R9)."""
    if who.claim.kind is not SubjectKind.PERSON or is_order(content):
        return False
    born = birth_date(who.claim) or youngest_known(world, who.identity)
    assert content.decided_on is not None
    return born is None or not of_full_age(born, content.decided_on)


def of_full_age(born: date, on: date) -> bool:
    """Eighteen years are over: on the day before it was the birthday at the latest (R9)."""
    return age(born, on - timedelta(days=1)) >= 18


def age(born: date, on: date) -> int:
    """Return the full years of life on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def youngest_known(world: World, who: str) -> date | None:
    """Return the latest birth date any claim about this person tells."""
    claims = [
        (claim, event.authority.uscc)
        for event in world.admitted()
        for claim in (event.subject, *(r.subject for r in event.related))
        if claim is not None
    ]
    told = [birth_date(claim) for claim, uscc in claims if identity(claim, uscc) == who]
    return max((d for d in told if d is not None), default=None)
