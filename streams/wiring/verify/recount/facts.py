"""Facts: the decisions in the world behind one or more records (R3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from streams.wiring.verify.recount.record import Record
from streams.wiring.verify.recount.telling import RecordId
from streams.wiring.verify.recount.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The decider's record with its relayed copies, or copies alone in the order they speak."""

    decider: Record | None
    copies: tuple[Record, ...]

    @property
    def members(self) -> tuple[Record, ...]:
        """Every record that tells of it."""
        return self.copies if self.decider is None else (self.decider, *self.copies)

    @property
    def authority(self) -> str:
        """Who decided, as the first of them says now."""
        return self.members[0].content.authority


def facts(world: World) -> list[Fact]:
    """Every fact that standing records tell of."""
    standing = [record for record in world.records if record.stands]
    deciders = {r.id: r for r in standing if _decides(world, r) and r.id not in world.merged}
    copies: dict[RecordId, list[Record]] = defaultdict(list)
    alone: dict[object, list[Record]] = defaultdict(list)
    for record in standing:
        if record.id in deciders:
            continue
        owner = world.merged.get(record.id) or _owner(record, deciders.values())
        if owner in deciders:
            copies[owner].append(record)
        else:
            alone[record.content.key or record.id].append(record)

    def in_order(found: Iterable[Record]) -> tuple[Record, ...]:
        return tuple(sorted(found, key=lambda r: (_rank(world, r), r.id)))

    return [
        *(Fact(decider=record, copies=in_order(copies[key])) for key, record in deciders.items()),
        *(
            Fact(decider=None, copies=in_order(party))
            for group in alone.values()
            for party in _parties(group)
        ),
    ]


def _decides(world: World, record: Record) -> bool:
    department = world.department(record.source)
    return department is not None and record.content.authority in department.decides_for


def _owner(copy: Record, deciders: Iterable[Record]) -> RecordId | None:
    """Whose copy it is: the key held now comes before one held once, then the same subject."""
    mine = copy.content.key
    if mine is None:
        return None
    candidates = [record for record in deciders if mine in record.keys_ever]
    return min(
        ((r.content.key != mine, _whom(r) != _whom(copy), r.id) for r in candidates),
        default=(False, False, None),
    )[2]


def _parties(copies: list[Record]) -> list[list[Record]]:
    """One document: one fact, or one a party where some relayer tells of more than one party."""
    told_by_one: dict[str, set[object]] = defaultdict(set)
    by_party: dict[object, list[Record]] = defaultdict(list)
    for copy in copies:
        told_by_one[copy.id[0]].add(_whom(copy))
        by_party[_whom(copy)].append(copy)
    several = any(len(parties) > 1 for parties in told_by_one.values())
    return list(by_party.values()) if several else [copies]


def _whom(record: Record) -> object:
    claim = record.content.subject
    return None if claim is None else claim.subject


def _rank(world: World, record: Record) -> int:
    department = world.department(record.source)
    return 4 if department is None else int(department.rank)
