"""What the hub has of records a department is about to publish, as the line would compare them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from connectors.departments.state import KnownRecord, Problem, RecordState, State
from streams.accept.content import content_hash
from streams.accept.dates import day_of
from streams.accept.outcome import Quarantined, Refused
from streams.identify.pseudonym import PseudonymKey, keyed_content
from streams.kinds.numbers import fold_number
from streams.line.batch import version_of
from streams.line.decide import need_of
from streams.line.entry import Arrival, Arrived, Batch
from streams.line.store import Store
from streams.merge.record import Record, Version, fold


def record_states(
    arrivals: Sequence[Arrival], store: Store, key: PseudonymKey
) -> tuple[RecordState, ...]:
    """
    One answer for each message, in their order; all that they touch is loaded at once.

    `key`: that under which the messages were read.
    """
    events = tuple(arrival for arrival in arrivals if isinstance(arrival, Arrived))
    snapshot = store.load(need_of(Batch(arrivals=events)))
    records = [fold(versions) for versions in snapshot.versions.values()]
    return tuple(_answer(arrival, records, snapshot.subjects, key) for arrival in arrivals)


def _answer(
    arrival: Arrival,
    records: Iterable[Record],
    subjects: Mapping[UUID, UUID],
    key: PseudonymKey,
) -> RecordState:
    match arrival:
        case Arrived():
            version = version_of(arrival, subjects)
            known = [_known(record, version, key) for record in records if _about(record, version)]
            known.sort(key=lambda record: record.record_no)
            return RecordState(record_no=arrival.event.record_no, records=tuple(known))
        case Refused():
            problem = Problem(code=arrival.code, field=arrival.field, hint=arrival.hint)
            return RecordState(record_no=arrival.record_no, problem=problem)
        case Quarantined():
            problem = Problem(code=arrival.code, field="", hint=arrival.hint)
            return RecordState(record_no="", problem=problem)
    raise TypeError("answers are no records")


def _about(record: Record, version: Version) -> bool:
    if record.source != version.event.source:
        return False
    if record.record_no == version.event.record_no:
        return True
    content = record.content
    return (
        content is not None
        and content.event.kind == version.event.kind
        and content.fact_key == version.fact_key
    )


def _known(record: Record, version: Version, key: PseudonymKey) -> KnownRecord:
    return KnownRecord(
        record_no=record.record_no,
        highest_version=record.versions[-1].number,
        state=_state(record, day_of(version.event.origin.appended_at)),
        same_content=_same_content(record, version, key),
        same_subject=_same_subject(record, version),
        same_name=_name(record.content) == _name(version),
    )


def _state(record: Record, today: date) -> State:
    if not record.stands:
        return State.PARKED
    if record.revoked:
        return State.REVOKED
    return State.ENDED if record.ended(today) else State.STANDS


def _same_content(record: Record, version: Version, key: PseudonymKey) -> bool:
    if record.content is None:
        return False
    as_known = replace(version.event, record_no=record.record_no)
    return keyed_content(content_hash(as_known), key) == record.content.event.content_hash


def _same_subject(record: Record, version: Version) -> bool:
    content = record.content
    if content is None:
        return False
    if content.subject is None or version.subject is None:
        return content.event.subject == version.event.subject
    return content.subject == version.subject


def _name(version: Version | None) -> str:
    subject = None if version is None else version.event.subject
    return "" if subject is None else fold_number(subject.name)
