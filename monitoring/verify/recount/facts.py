"""Facts: the decisions in the world behind one or more records (R3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from monitoring.verify.recount.keys import fact_key, party_key, record_key
from monitoring.verify.recount.kinds.shape import Kind
from monitoring.verify.recount.record import Record
from monitoring.verify.recount.version import RecordId
from monitoring.verify.recount.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    The decider's record with its relayed copies, or copies alone in the order they speak.

    `id`: the key of the decider's record, or the key that the copies share.
    """

    id: UUID
    decider: Record | None
    copies: tuple[Record, ...]

    @property
    def members(self) -> tuple[Record, ...]:
        """Every record that tells of it."""
        return self.copies if self.decider is None else (self.decider, *self.copies)

    @property
    def kind(self) -> Kind:
        """What it is, as the first of them says now."""
        return self.members[0].content.kind

    @property
    def authority(self) -> str:
        """Who decided, as the first of them says now."""
        return self.members[0].content.authority


def facts(world: World) -> list[Fact]:
    """Every fact that standing records tell of."""
    standing = [record for record in world.records if record.stands]
    joined = _still_joined(world, standing)
    deciders = {r.id: r for r in standing if _decides(world, r) and r.id not in joined}
    own = [(record, record.id) for record in deciders.values()]
    own += [(r, joined[r.id]) for r in standing if joined.get(r.id) in deciders]
    copies: dict[RecordId, list[Record]] = defaultdict(list)
    alone: dict[UUID, list[Record]] = defaultdict(list)
    for record in standing:
        if record.id in deciders:
            continue
        owner = joined.get(record.id) or _owner(record, own)
        if owner in deciders:
            copies[owner].append(record)
        else:
            alone[fact_key(record.content)].append(record)

    def in_order(found: Iterable[Record]) -> tuple[Record, ...]:
        return tuple(sorted(found, key=lambda r: (_rank(world, r), r.id)))

    return [
        *(
            Fact(id=record_key(record.id), decider=record, copies=in_order(copies[record.id]))
            for record in deciders.values()
        ),
        *(
            Fact(id=fact_id, decider=None, copies=in_order(party))
            for key, group in alone.items()
            for fact_id, party in _parties(key, group)
        ),
    ]


def _still_joined(world: World, standing: Iterable[Record]) -> dict[RecordId, RecordId]:
    """Merged records that tell of nothing else by now than what their kept ones ever told of."""
    by_id = {record.id: record for record in standing}
    found: dict[RecordId, RecordId] = {}
    for other, kept in world.merged.items():
        merged, into = by_id.get(other), by_id.get(kept)
        if merged is None or into is None or merged.content.key is None:
            continue
        if merged.content.key not in into.keys_ever:
            continue
        if _whom(merged) in {v.subject and v.subject.subject for v in into.versions}:
            found[other] = kept
    return found


def _decides(world: World, record: Record) -> bool:
    department = world.department(record.source)
    return department is not None and record.content.authority in department.decides_for


def _owner(copy: Record, own: Iterable[tuple[Record, RecordId]]) -> RecordId | None:
    """
    Whose copy it is: the key held now comes before one held once, then the same subject.

    Then what stands before what was ended, or is to end, and that before what was revoked.
    `own`: the deciders' records, each with the one that it was merged into, or itself.
    """
    mine = copy.content.key
    if mine is None:
        return None
    candidates = [(record, owner) for record, owner in own if mine in record.keys_ever]
    if not candidates:
        return None
    return min(
        candidates,
        key=lambda candidate: (
            candidate[0].content.key != mine,
            _whom(candidate[0]) != _whom(copy),
            candidate[0].revoked,
            bool(candidate[0].endings),
            candidate[0].id,
        ),
    )[1]


def _parties(key: UUID, copies: list[Record]) -> list[tuple[UUID, list[Record]]]:
    """One document: one fact, or one a party where some relayer tells of more than one party."""
    told_by_one: dict[str, set[object]] = defaultdict(set)
    by_party: dict[UUID | None, list[Record]] = defaultdict(list)
    for copy in copies:
        told_by_one[copy.id[0]].add(_whom(copy))
        by_party[_whom(copy)].append(copy)
    several = any(len(parties) > 1 for parties in told_by_one.values())
    if not several:
        return [(key, copies)]
    return [(party_key(key, party), told) for party, told in by_party.items()]


def _whom(record: Record) -> UUID | None:
    naming = record.content.subject
    return None if naming is None else naming.subject


def _rank(world: World, record: Record) -> int:
    department = world.department(record.source)
    return 4 if department is None else int(department.rank)
