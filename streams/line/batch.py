"""
A batch comes in: subjects are named, versions join their records, each message gets its receipt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from streams.accept.outcome import Quarantined, Refused
from streams.identify.pseudonym import subject_key
from streams.line.changes import NewSubject
from streams.line.entry import Arrived, Named
from streams.merge.arrival import Arrival, already_held, classify
from streams.merge.keys import key_from
from streams.merge.record import Record, Version, fold, joined
from streams.settle.receipt import Receipt
from streams.settle.task import Task, TaskKind


@dataclass(slots=True)
class TakenIn:
    """
    What a batch brought, before anything is judged.

    `known`: the records before. `folded`: those that got a version, after it. `stored`: the
    versions that entered, with what each did to its record. `receipts`: those settled already.
    """

    known: Mapping[UUID, Record]
    subjects: dict[UUID, UUID]
    stored: list[tuple[Version, Arrival]] = field(default_factory=list)
    new_subjects: list[NewSubject] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    folded: dict[UUID, Record] = field(default_factory=dict)


def take_in(
    arrivals: Iterable[Arrived | Refused | Quarantined],
    subjects: Mapping[UUID, UUID],
    records: Mapping[UUID, Record],
) -> TakenIn:
    """
    Apply messages by (topic, partition, offset) to what is known (R18).

    `subjects`: subject keys by identity; `records`: every record the messages could touch.
    """
    taken = TakenIn(known=records, subjects=dict(subjects))
    for arrival in sorted(arrivals, key=_position):
        match arrival:
            case Arrived():
                _apply(arrival, taken)
            case Refused():
                taken.receipts.append(Receipt.refused(arrival))
            case Quarantined():
                taken.receipts.append(Receipt.quarantined(arrival))
    return taken


def version_of(arrived: Arrived, subjects: Mapping[UUID, UUID]) -> Version:
    """The version an event would be stored as, given the subjects known by identity."""
    event = arrived.event
    named = arrived.subject
    return Version(
        record=arrived.record,
        event=event,
        subject=None if named is None else subjects.get(named.identity),
        related=tuple(None if n is None else subjects.get(n.identity) for n in arrived.related),
        fact_key=arrived.fact_key,
        target=arrived.target,
        own_number=arrived.own_number,
        about_number=arrived.about_number,
        payload=arrived.payload,
    )


def _apply(arrived: Arrived, taken: TakenIn) -> None:
    before = taken.folded.get(arrived.record) or taken.known.get(arrived.record)
    held = already_held(arrived.event, before)
    if held is not None:
        _not_stored(version_of(arrived, taken.subjects), held, taken)
        return
    for fresh in _fresh_subjects(arrived, taken.subjects):
        taken.new_subjects.append(fresh)
        taken.subjects[fresh.identity] = fresh.subject
    version = version_of(arrived, taken.subjects)
    after = fold((version,)) if before is None else joined(before, version)
    taken.folded[arrived.record] = after
    taken.stored.append((version, classify(version, before, after)))


def _fresh_subjects(arrived: Arrived, known: Mapping[UUID, UUID]) -> list[NewSubject]:
    """Subjects named for the first time; their keys come from this offset (R11)."""
    event, origin = arrived.event, arrived.event.origin
    namings = [event.subject, *(related.subject for related in event.related)]
    fresh: dict[UUID, NewSubject] = {}
    for ordinal, (named, naming) in enumerate(
        zip((arrived.subject, *arrived.related), namings, strict=True)
    ):
        if named is None or named.weak or naming is None or _is_known(named, known, fresh):
            continue
        key = subject_key(origin.topic, origin.partition, origin.offset, ordinal)
        fresh[named.identity] = NewSubject(identity=named.identity, subject=key, naming=naming)
    return list(fresh.values())


def _is_known(named: Named, known: Mapping[UUID, UUID], fresh: Mapping[UUID, NewSubject]) -> bool:
    return named.identity in known or named.identity in fresh


def _not_stored(version: Version, arrival: Arrival, taken: TakenIn) -> None:
    event = version.event
    if arrival is Arrival.SAME:
        taken.receipts.append(Receipt.repeat(version))
        return
    taken.receipts.append(Receipt.conflict(version))
    taken.tasks.append(
        Task(
            id=key_from("conflict", event.source, event.record_no, str(event.version)),
            kind=TaskKind.CONFLICT,
            source=event.source,
            record_no=event.record_no,
            detail=f"version {event.version} arrived twice with different contents or actions; "
            "the first in the journal stands",
            subject=version.subject,
        )
    )


def _position(arrival: Arrived | Refused | Quarantined) -> tuple[str, int, int]:
    origin = arrival.origin
    return (origin.topic, origin.partition, origin.offset)
