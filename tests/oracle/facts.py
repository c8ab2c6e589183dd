"""A fact: the decision in the world behind one or more records (R3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from oracle.identity import subject_of
from oracle.kinds.table import key
from oracle.records import Record, standing
from oracle.world import RecordId, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    The decider's record with the relayed copies of it, or relayed copies alone.

    `copies` are in the order in which they speak: rank, then (department, record_no).
    """

    decider: Record | None
    copies: tuple[Record, ...]

    @property
    def members(self) -> tuple[Record, ...]:
        """Every provenance."""
        return ((self.decider,) if self.decider else ()) + self.copies

    def ruling(self, withdrawn: frozenset[RecordId], day: date) -> Record:
        """
        Return the record whose content is the fact's, taken whole.

        The decider's if there is one. Else the first copy that is not withdrawn; where all are, the
        first of them still says what the fact was.
        """
        if self.decider is not None:
            return self.decider
        left = [c for c in self.copies if not c.over(day) and c.id not in withdrawn]
        return left[0] if left else self.copies[0]

    @property
    def authority(self) -> str:
        """The present authority by its USCC; the copies of a fact without decider share it."""
        return self.members[0].content.authority.uscc


def decides(world: World, record: Record, day: date) -> bool:
    """Its department decides for the authority the record names now (R3, R17)."""
    department = world.department(record.source, day)
    return record.content.authority.uscc in department.decides_for


def facts(world: World, day: date) -> list[Fact]:
    """Return every fact, as the catalogue of the day tells deciders from relayers."""
    records = standing(world)
    deciders = [r for r in records.values() if decides(world, r, day)]
    copies = {r.id: original(r, deciders) for r in records.values() if r not in deciders}
    found = [
        Fact(
            decider=d,
            copies=in_order(world, (records[c] for c, o in copies.items() if o is d), day),
        )
        for d in deciders
    ]
    orphans = [records[c] for c, o in copies.items() if o is None]
    found += [
        Fact(decider=None, copies=in_order(world, map(records.get, group), day))
        for same in {frozenset(o.id for o in orphans if same_key(o, one)) for one in orphans}
        for group in by_party([records[o] for o in same])
    ]
    return sorted(found, key=lambda f: f.members[0].id)


def original(copy: Record, deciders: Iterable[Record]) -> Record | None:
    """
    Return the decider's record of which any version ever had the copy's current key (R3).

    Of several that are alike in that, one that stands.
    """
    mine = key(copy.content)
    if mine is None:
        return None
    return min(
        (d for d in deciders if mine in {key(v) for v in d.complete}),
        key=lambda d: (
            key(d.content) != mine,
            subject_of(d.content) != subject_of(copy.content),
            d.revoked,
            d.ended_on is not None,
            d.id,
        ),
        default=None,
    )


def same_key(one: Record, other: Record) -> bool:
    """Two copies group by equal current keys; one without a key stands alone."""
    return one is other or (key(one.content) is not None and key(one.content) == key(other.content))


def by_party(copies: list[Record]) -> list[frozenset[RecordId]]:
    """One document, several parties: where one relayer names several subjects, one fact each."""
    subjects = {subject_of(c.content) for c in copies}
    for source in {c.source for c in copies}:
        if len({subject_of(c.content) for c in copies if c.source == source}) > 1:
            return [
                frozenset(c.id for c in copies if subject_of(c.content) == one) for one in subjects
            ]
    return [frozenset(c.id for c in copies)]


def in_order(world: World, copies: Iterable[Record | None], day: date) -> tuple[Record, ...]:
    """Nation speaks before province, city and district, then (department, record_no) (R3)."""
    return tuple(
        sorted(
            (c for c in copies if c is not None),
            key=lambda c: (world.department(c.source, day).rank, c.id),
        )
    )


def flagged_pairs(world: World, day: date) -> set[tuple[RecordId, RecordId]]:
    """Return records of one department that decide the same on the same subject twice (R3)."""
    own = [f.decider for f in facts(world, day) if f.decider is not None]
    return {
        (a.id, b.id)
        for a in own
        for b in own
        if a.id < b.id
        and a.source == b.source
        and key(a.content) is not None
        and key(a.content) == key(b.content)
        and subject_of(a.content) == subject_of(b.content)
    }


def fact_of(record: RecordId, among: Iterable[Fact]) -> Fact | None:
    """Return the fact a record belongs to."""
    return next((f for f in among if record in {m.id for m in f.members}), None)
