"""One stored version, read again from its own message."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from sys import intern
from typing import NamedTuple, TypeAlias
from uuid import UUID

from monitoring.verify.recount.content import content_hash
from monitoring.verify.recount.kinds.shape import (
    Heading,
    Kind,
    ListNamed,
    Nature,
    Order,
    Sanction,
)
from monitoring.verify.recount.kinds.table import KINDS
from monitoring.verify.recount.naming import Naming, Register, naming_of
from monitoring.verify.recount.writing import code, identifier, number, text
from schemas.codec import Decoded, Record, decode_known

#: Department and its own number.
RecordId: TypeAlias = tuple[str, str]

_EVENTS = "credit.events."


def folded(record: RecordId) -> RecordId:
    """A record's number as a court's orders are looked up by: folded like a document's (R6)."""
    return (record[0], number(record[1]))


class Person(NamedTuple):
    """Somebody named beside the subject."""

    naming: Naming
    role: str
    named_by_source: bool
    since: date | None
    until: date | None


class Said(NamedTuple):
    """
    What else a measure can say to its partner.

    `documents`: names and digests. `objects`: as they are written, in the order of the version's.
    """

    reason: str
    case_no: str
    amount_fen: int | None
    currency: str
    documents: tuple[tuple[str, str], ...]
    objects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """
    What one message tells, as far as measures can depend on it.

    `key`: what it has in common with other tellings of the same decision, None if nothing (R3).
    `target`: the record an attachment or a further order is about. `order`: of a court.
    `without_term`: the law gives it none (R22). `triggers`: those that it writes itself.
    `sanction`: from which others may follow, None: none does (R21). `listed`: the list on which it
    puts its subject. `told_before`: it says that the subject was told before (R7). `said`: None
    where nothing can be grounded. `content_hash`: of all that it says (R1), under the hub's key.
    """

    record: RecordId
    version: int
    action: str
    kind: Kind
    entry: int
    where: str
    authority: str
    subject: Naming | None
    related: tuple[Person, ...]
    decided_on: date | None
    effective_from: date | None
    effective_until: date | None
    without_term: bool
    listed: ListNamed
    disclosure: str
    on: date | None
    key: tuple[str, ...] | None
    target: RecordId | None
    triggers: tuple[str, ...]
    sanction: Sanction | None
    told_before: bool
    order: Order
    objects: tuple[str, ...]
    said: Said | None
    content_hash: bytes

    @property
    def nature(self) -> Nature:
        """How the rules treat it."""
        return self.kind.nature

    @property
    def complete(self) -> bool:
        """ASSERT and CORRECT say everything."""
        return self.action in {"ASSERT", "CORRECT"}

    @property
    def begins(self) -> date:
        """No effect before that day (R4, R7)."""
        return max(self.effective_from or date.min, self.decided_on or date.min)

    @property
    def tellable(self) -> bool:
        """Neither a court's order, nor of a watch list, nor restricted (R30)."""
        if self.nature is Nature.ORDER:
            return False
        return self.disclosure != "RESTRICTED" and self.listed.colour != "WATCH"

    @property
    def usual(self) -> bool:
        """Whether its measures have a row's usual term, if there is one (R22)."""
        return self.effective_until is None and not self.without_term

    @property
    def namings(self) -> tuple[Naming, ...]:
        """Every naming of somebody in it."""
        main = () if self.subject is None else (self.subject,)
        return (*main, *(person.naming for person in self.related))

    @property
    def named(self) -> frozenset[UUID]:
        """Every subject it names."""
        return frozenset(naming.subject for naming in self.namings if naming.subject is not None)


class VersionPlace(NamedTuple):
    """Where a stored version comes from."""

    source: str
    where: str
    entry: int


def version_of(message: bytes, place: VersionPlace, register: Register) -> Version | str:
    """What a stored message tells, or why it cannot be read."""
    decoded = decode_known(message)
    if not isinstance(decoded, Decoded):
        return decoded.why
    if not decoded.contract.subject.startswith(_EVENTS):
        return f"is a {decoded.contract.subject}"
    said = decoded.record
    kind = KINDS[decoded.contract.subject.removeprefix(_EVENTS)]
    authority = identifier(said["authority"]["uscc"])
    record_no = text(said["record_no"])

    def naming(named: Record) -> Naming:
        return naming_of(named, authority, record_no, register)

    subject = None if said["subject"] is None else naming(said["subject"])
    triggers, sanction = kind.triggers(said), kind.sanction(said)
    things: dict[str, str] = {}
    for thing in said["objects"]:
        named, no = code(thing["kind"]), thing["number"]
        things.setdefault(f"{named}:{number(no)}", f"{named}:{text(no)}")
    return Version(
        record=(place.source, record_no),
        version=said["version"],
        action=said["action"],
        kind=kind,
        entry=place.entry,
        where=place.where,
        authority=authority,
        subject=subject,
        related=tuple(
            Person(naming(p["subject"]), p["role"], p["named_by_source"], p["from"], p["to"])
            for p in said["related"]
        ),
        decided_on=said["decided_on"],
        effective_from=said["effective_from"],
        effective_until=said["effective_until"],
        without_term=kind.without_term(said),
        listed=kind.listed(said),
        disclosure=said["disclosure"],
        on=said["on"],
        key=_key(kind, said, authority, subject),
        target=kind.target(said, place.source),
        triggers=triggers,
        sanction=sanction,
        told_before=said["notice"] is not None and said["notice"]["prior"],
        order=kind.order(said),
        objects=tuple(things),
        said=_said(kind, said, tuple(things.values())) if triggers or sanction else None,
        content_hash=register.keyed(content_hash(kind, said)),
    )


def with_subjects(version: Version, subjects: Mapping[UUID, UUID]) -> Version:
    """The same, with the subject keys of those whom it names, by the digests of identities."""

    def known(naming: Naming) -> Naming:
        return (
            naming
            if naming.digest is None
            else replace(naming, subject=subjects.get(naming.digest))
        )

    return replace(
        version,
        subject=None if version.subject is None else known(version.subject),
        related=tuple(p._replace(naming=known(p.naming)) for p in version.related),
    )


def _said(kind: Kind, said: Record, things: tuple[str, ...]) -> Said:
    """Texts that many messages share are held once."""
    amount = kind.amount(said)
    return Said(
        reason=intern(kind.reason(said)),
        case_no=text(said["case"]["case_no"]) if said["case"] else "",
        amount_fen=amount.fen,
        currency=intern(amount.currency),
        documents=kind.documents(said),
        objects=things,
    )


def _key(
    kind: Kind, said: Record, authority: str, subject: Naming | None
) -> tuple[str, ...] | None:
    heading = Heading(
        document_no=number(said["document_no"]),
        case_no=number(said["case"]["case_no"]) if said["case"] else "",
        authority=authority,
        party=subject.digest if subject else None,
    )
    key = kind.key(said, heading)
    return None if key is None else (kind.name, *key)
