"""What repairs and objection marks do to the fact they name (R4, R5)."""

from enum import Enum

from streams.wiring.verify.recount.facts import Fact
from streams.wiring.verify.recount.record import Record
from streams.wiring.verify.recount.telling import RecordId
from streams.wiring.verify.recount.world import World

#: Kinds that are about another record and are no facts themselves.
ATTACHING = frozenset({"RepairDecision", "ObjectionMark"})
_COURT_KINDS = frozenset({"EnforcementOrder", "JudgmentDefault", "SpendingRestriction"})


class Deed(Enum):
    """What one does that acts."""

    REPAIRS = "repairs"
    WITHDRAWS = "withdraws its own copy"
    MARKS = "marks"


def deeds(world: World, fact: Fact) -> list[tuple[Deed, RecordId]]:
    """What acts on a fact today, with the record each is about."""
    members = {record.id: record for record in fact.members}
    found = []
    for record in world.records:
        target = record.content.target
        about = None if target is None else members.get(target)
        if about is None or about.content.kind in ATTACHING or not _open(world, record):
            continue
        deed = _deed(world, record, about, fact)
        if deed is not None:
            found.append((deed, about.id))
    return found


def _open(world: World, record: Record) -> bool:
    if record.content.kind not in ATTACHING or not record.live(world.day):
        return False
    return record.content.begins <= world.day


def _deed(world: World, record: Record, about: Record, fact: Fact) -> Deed | None:
    department = world.department(record.source)
    decides = department is not None and fact.authority in department.decides_for
    copy = about in fact.copies
    if record.content.kind == "ObjectionMark":
        relays = any(c.source == record.source for c in fact.copies)
        return Deed.MARKS if decides or relays else None
    if department is not None:
        may = decides or fact.authority in department.repairs_for
        if may and (department.court or not _of_court(world, fact)):
            return Deed.REPAIRS
    return Deed.WITHDRAWS if copy and about.source == record.source else None


def _of_court(world: World, fact: Fact) -> bool:
    return fact.members[0].content.kind in _COURT_KINDS or any(
        d.court and fact.authority in d.decides_for for d in world.catalogue.departments.values()
    )
