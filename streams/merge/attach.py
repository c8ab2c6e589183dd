"""
What a repair decision or an objection mark does to the fact of its target (R4, R5).

Every judging asks anew who decides for the authority the fact has now. One that may not act, or is
about another repair or mark, stays stored without effect, and begins to act when that changes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from schemas.catalogue.model import Catalogue, Department
from streams.kinds.event import Event
from streams.kinds.kind import Deed
from streams.kinds.table import KINDS
from streams.merge.facts import Fact
from streams.merge.meant import is_decision
from streams.merge.record import Record


class AttachmentEffect(StrEnum):
    """What an attachment may do to its fact."""

    REPAIRS = "REPAIRS"  #: 修复: for all who tell of the fact
    WITHDRAWS = "WITHDRAWS"  #: a relayer repairs its own copy: only its provenance goes
    MARKS = "MARKS"  #: 异议标注
    NOT_ENTITLED = "NOT_ENTITLED"  #: E1305
    OF_NO_DECISION = "OF_NO_DECISION"  #: E1405: about a repair or a mark, which it does not change


#: Those of what is stored without effect.
IDLE = frozenset({AttachmentEffect.NOT_ENTITLED, AttachmentEffect.OF_NO_DECISION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """
    A repair or mark that stands, and what it may do to the fact it is attached to.

    `told`: key of the record of that fact which it is about.
    """

    record: Record
    told: UUID
    effect: AttachmentEffect

    def open(self, day: date) -> bool:
        """Whether it acts on `day`: standing, begun, not ended, not revoked."""
        return self.record.live(day) and self.record.event.begins_on <= day


def attach(
    fact: Fact, attachments: Iterable[tuple[Record, Record]], catalogue: Catalogue
) -> list[Attachment]:
    """What each standing repair or mark may do to `fact`; each comes with what it is about."""
    return [
        Attachment(record=record, told=told.key, effect=_effect(record, told, fact, catalogue))
        for record, told in attachments
        if record.stands
    ]


def withdrawn(attachments: Iterable[Attachment], day: date) -> frozenset[UUID]:
    """The relayed records that their own relayers have repaired by `day`."""
    return frozenset(
        attachment.told
        for attachment in attachments
        if attachment.effect is AttachmentEffect.WITHDRAWS and attachment.open(day)
    )


def _effect(attachment: Record, told: Record, fact: Fact, catalogue: Catalogue) -> AttachmentEffect:
    if not is_decision(told):
        return AttachmentEffect.OF_NO_DECISION
    department = catalogue.departments.get(attachment.source)
    marks = KINDS[attachment.event.kind].deed is Deed.MARK
    if department is not None and _speaks_for(department, fact, catalogue, marks=marks):
        return AttachmentEffect.MARKS if marks else AttachmentEffect.REPAIRS
    relayers = {record.source for record in fact.relayed}
    if marks and attachment.source in relayers:
        return AttachmentEffect.MARKS
    if not marks and attachment.source == told.source and told in fact.relayed:
        return AttachmentEffect.WITHDRAWS
    return AttachmentEffect.NOT_ENTITLED


def _speaks_for(department: Department, fact: Fact, catalogue: Catalogue, *, marks: bool) -> bool:
    """Whether a department decides for the fact's present authority, or may repair for it."""
    event = (fact.decided or fact.relayed[0]).event
    authority = event.authority.uscc
    decides = authority in department.decides_for
    if marks:
        return decides
    may = decides or authority in department.repairs_for
    return may and (department.court or not _of_a_court(event, catalogue))


def _of_a_court(event: Event, catalogue: Catalogue) -> bool:
    """Whether a fact is a court's: of a kind that only courts send, or decided by a court."""
    authority = event.authority.uscc
    return KINDS[event.kind].of_courts or any(
        d.court and authority in d.decides_for for d in catalogue.departments.values()
    )
