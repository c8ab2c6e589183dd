"""What attachments do to the fact they name (R4, R5)."""

from collections.abc import Iterable

from monitoring.verify.recount.facts import Fact
from monitoring.verify.recount.kinds.shape import Deed, Nature
from monitoring.verify.recount.record import Record
from monitoring.verify.recount.version import RecordId, folded
from monitoring.verify.recount.world import World


def deeds(world: World, fact: Fact) -> list[tuple[Deed, RecordId]]:
    """What acts on a fact today, with the record each is about."""
    members = {record.id: record for record in fact.members}
    names = {folded(record.id) for record in fact.members}
    found = []
    for record in world.records:
        target = record.content.target
        attaches = record.content.nature is Nature.ATTACHMENT
        if not attaches or target is None or folded(target) not in names:
            continue
        named = target_of(world.records, record)
        about = None if named is None else members.get(named.id)
        if about is None or about.content.nature is Nature.ATTACHMENT or not _open(world, record):
            continue
        deed = _deed(world, record, about, fact)
        if deed is not None:
            found.append((deed, about.id))
    return found


def target_of(records: Iterable[Record], attaching: Record) -> Record | None:
    """
    The record a repair or mark is about: the one written as it names it, if that stands.

    Else the order of that department whose number folds alike; of several the one about its own
    subject. None where there is none, or more than one.
    """
    target = attaching.content.target
    if target is None:
        return None
    name = folded(target)
    alike = [r for r in records if r.stands and folded(r.id) == name]
    same = next((r for r in alike if r.id == target), None)
    if same is not None:
        return same
    found = [r for r in alike if r.content.nature is Nature.ORDER]
    if len(found) > 1:
        whom = attaching.content.subject and attaching.content.subject.subject
        found = [r for r in found if r.content.subject and r.content.subject.subject == whom]
    return found[0] if len(found) == 1 else None


def _open(world: World, record: Record) -> bool:
    return record.live(world.day) and record.content.begins <= world.day


def _deed(world: World, record: Record, about: Record, fact: Fact) -> Deed | None:
    department = world.department(record.source)
    decides = department is not None and fact.authority in department.decides_for
    copy = about in fact.copies
    if record.content.kind.deed is Deed.MARKS:
        relays = any(c.source == record.source for c in fact.copies)
        return Deed.MARKS if decides or relays else None
    if department is not None:
        may = decides or fact.authority in department.repairs_for
        if may and (department.court or not _of_court(world, fact)):
            return Deed.REPAIRS
    return Deed.WITHDRAWS if copy and about.source == record.source else None


def _of_court(world: World, fact: Fact) -> bool:
    return fact.kind.of_court or any(
        d.court and fact.authority in d.decides_for for d in world.catalogue.departments.values()
    )
