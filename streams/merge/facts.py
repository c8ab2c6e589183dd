"""
Facts: the decisions in the world behind one or more records (R3, R4).

The decider's record is the fact; a relayed record gives provenance. Without a decider's record the
relayed ones with one key are the fact, and the highest-ranked of them that is live rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Catalogue, Department, Rank
from streams.merge.keys import key_from
from streams.merge.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """
    One fact with all that tells of it.

    `decided` is the decider's record, None while only relayers tell of it. `relayed` are in order
    of precedence. `id` is the decider's record key, or the shared fact key of the relayed.
    """

    id: UUID
    decided: Record | None
    relayed: tuple[Record, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """All records that tell of the fact, the decider's first."""
        return self.relayed if self.decided is None else (self.decided, *self.relayed)

    def ruling(self, day: date, withdrawn: frozenset[UUID] = frozenset()) -> Record | None:
        """
        The record whose content rules on `day`, None if none holds the fact up any more.

        `withdrawn`: relayed records whose own relayer repaired them.
        """
        if self.decided is not None:
            return self.decided if self.decided.live(day) else None
        return next((r for r in self.relayed if r.live(day) and r.key not in withdrawn), None)


def decides(catalogue: Catalogue, record: Record) -> bool:
    """Whether the record's department decides for the authority the record now names."""
    department = catalogue.departments.get(record.source)
    return department is not None and record.event.authority.uscc in department.decides_for


def group(
    records: Iterable[Record], catalogue: Catalogue, merged: Mapping[UUID, UUID] | None = None
) -> tuple[Fact, ...]:
    """
    Group standing records into facts.

    `records` must be closed: every record that ever had a fact key which one of them ever had.
    `merged`: records of a decider that an officer merged into another of its records. One that was
    corrected since to a decision or a subject that the other never told of is its own again.
    """
    records = tuple(records)
    if len(records) == 1:
        return _alone(records[0], catalogue)
    joined = _still_joined(records, merged or {})
    deciders: list[Record] = []
    relayers: list[Record] = []
    for record in records:
        if record.stands:
            own = decides(catalogue, record) and record.key not in joined
            (deciders if own else relayers).append(record)
    own_keys = {record.key for record in deciders}
    # A copy of what was merged is a copy of what it was merged into.
    into = {key: kept for key, kept in joined.items() if kept in own_keys}
    told = [*deciders, *(record for record in relayers if record.key in into)]
    owners = {key: _Owners(key, those, into) for key, those in _by_key_ever(told).items()}
    attached: dict[UUID, list[Record]] = defaultdict(list)
    free: dict[UUID, list[Record]] = defaultdict(list)
    for record in relayers:
        key = current_key(record)
        owner = joined.get(record.key) or (owners[key].of(record) if key in owners else None)
        # What a record was merged into may decide no more under the present catalogue.
        if owner in own_keys:
            attached[owner].append(record)
        else:
            free[key].append(record)

    def precedence(record: Record) -> tuple[Rank, str, str]:
        return (_rank(catalogue.departments.get(record.source)), record.source, record.record_no)

    decided = [
        Fact(id=r.key, decided=r, relayed=tuple(sorted(attached[r.key], key=precedence)))
        for r in deciders
    ]
    relayed = [
        Fact(id=fact_id, decided=None, relayed=tuple(sorted(members, key=precedence)))
        for key, group_of_key in free.items()
        for fact_id, members in _by_party(key, group_of_key)
    ]
    return (*decided, *relayed)


def _still_joined(records: Iterable[Record], merged: Mapping[UUID, UUID]) -> Mapping[UUID, UUID]:
    """Of merged records those that still tell of what their kept record tells of, or once told."""
    if not merged:
        return merged
    standing = {record.key: record for record in records if record.stands}
    return {
        record.key: kept
        for record in standing.values()
        if (kept := merged.get(record.key)) in standing and _tells_of(record, standing[kept])
    }


def _tells_of(merged: Record, kept: Record) -> bool:
    subjects = {version.subject for version in kept.versions}
    return current_key(merged) in kept.keys_ever and merged.subject in subjects


def _alone(record: Record, catalogue: Catalogue) -> tuple[Fact, ...]:
    """The fact of a record that shares its key with nobody: what grouping it comes to."""
    if not record.stands:
        return ()
    if decides(catalogue, record):
        return (Fact(id=record.key, decided=record, relayed=()),)
    return (Fact(id=current_key(record), decided=None, relayed=(record,)),)


def current_key(record: Record) -> UUID:
    """The fact key of the record's content."""
    if record.content is None or record.content.fact_key is None:
        raise LookupError(f"record {record.record_no!r} of {record.source} has no content yet")
    return record.content.fact_key


def _by_key_ever(deciders: Iterable[Record]) -> Mapping[UUID, list[Record]]:
    ever: dict[UUID, list[Record]] = defaultdict(list)
    for record in deciders:
        for key in record.keys_ever:
            ever[key].append(record)
    return ever


def _by_party(key: UUID, members: list[Record]) -> Iterable[tuple[UUID, list[Record]]]:
    """
    Relayed records of one key are one fact, or one for each subject where a source names several.

    A document with several parties comes as several records of one relayer: taken as one fact, all
    parties but one would be lost. Two relayers that name one party each tell of the same party.
    """
    parties: dict[str, set[UUID | None]] = defaultdict(set)
    by_subject: dict[UUID | None, list[Record]] = defaultdict(list)
    for record in members:
        subject = record.subject
        parties[record.source].add(subject)
        by_subject[subject].append(record)
    if all(len(named) == 1 for named in parties.values()):
        return [(key, members)]
    return [(key_from("party", str(key), str(s)), told) for s, told in by_subject.items()]


class _Owners:
    """The deciders' records that ever had a key, and to which of them a relayed record belongs."""

    def __init__(
        self, key: UUID, candidates: Iterable[Record], merged: Mapping[UUID, UUID]
    ) -> None:
        # Looked up and not compared one by one: a document may name thousands of subjects.
        self._first: dict[bool, UUID] = {}
        self._of_subject: dict[tuple[bool, UUID | None], UUID] = {}
        for record in sorted(candidates, key=_precedence):
            holds = current_key(record) == key
            owner = merged.get(record.key, record.key)
            self._first.setdefault(holds, owner)
            self._of_subject.setdefault((holds, record.subject), owner)

    def of(self, relayed: Record) -> UUID:
        """
        Prefers the record that has the key now, then the one of the same subject, then one not
        over.
        """
        holds = True in self._first
        return self._of_subject.get((holds, relayed.subject), self._first[holds])


def _precedence(record: Record) -> tuple[bool, bool, str, str]:
    """What stands before what was ended, or is to end, and that before what was revoked (R3)."""
    return (record.revoked, record.ended_on is not None, record.source, record.record_no)


def _rank(department: Department | None) -> Rank:
    return Rank.DISTRICT if department is None else department.rank
