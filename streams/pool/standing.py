"""How a fact stands on a day: who speaks for it, and whether it is ended, repaired or marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from streams.merge.attach import IDLE, Attachment, AttachmentEffect, withdrawn
from streams.merge.facts import Fact
from streams.merge.record import Record


class FactState(StrEnum):
    """How the pool has a fact (信息状态), for whoever keeps a copy of it."""

    STANDING = "STANDING"  #: 有效
    MARKED = "MARKED"  #: 异议标注中: it stands under an open objection mark
    REPAIRED = "REPAIRED"  #: 已修复
    ENDED = "ENDED"  #: 已终止: or withdrawn by every relayer
    REVOKED = "REVOKED"  #: 已撤销
    GONE = "GONE"  #: 归并或不再告知: part of another fact, or silent by now (R30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    One fact on one day.

    `ruling` is the record whose content rules, None if the fact holds nothing up: ended, revoked,
    or withdrawn by every relayer. `changes_on`: later days on which any of this may differ.
    """

    fact: Fact
    ruling: Record | None
    repaired: bool
    marked: bool
    changes_on: tuple[date, ...]

    @property
    def told_by(self) -> Record:
        """The record to name when speaking of the fact, also when nothing rules any more."""
        return self.ruling or self.fact.records[0]

    @property
    def state(self) -> FactState:
        """How the pool has it; never GONE, since it is a fact."""
        if self.ruling is None:
            return FactState.REVOKED if self.told_by.revoked else FactState.ENDED
        if self.repaired:
            return FactState.REPAIRED
        return FactState.MARKED if self.marked else FactState.STANDING


def standing(fact: Fact, attachments: Iterable[Attachment], day: date) -> Standing:
    """How `fact` stands on `day`, given what its repairs and marks may do to it (R4, R5)."""
    attached = tuple(attachments)
    acting = {attachment.effect for attachment in attached if attachment.open(day)}
    changes = [record.ended_on for record in fact.records]
    for attachment in attached:
        if attachment.effect not in IDLE:
            changes += [attachment.record.ended_on, attachment.record.event.begins_on]
    return Standing(
        fact=fact,
        ruling=fact.ruling(day, withdrawn(attached, day)),
        repaired=AttachmentEffect.REPAIRS in acting,
        marked=AttachmentEffect.MARKS in acting,
        changes_on=tuple([change for change in changes if change is not None and change > day]),
    )
