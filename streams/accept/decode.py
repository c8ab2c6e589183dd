"""
The one entrance for a department's bytes: they become an event, a refusal or a quarantined message.

Nothing else of this stage is called from outside, so that a decoder generated from the schemas can
stand behind the same function with this one as its oracle.
"""

from typing import Final

from schemas.codec import Record
from streams.accept.codes import advice
from streams.accept.events import event_of
from streams.accept.outcome import Quarantined, Refused
from streams.accept.reference_data import ReferenceData
from streams.accept.shape import sweep
from streams.accept.shown import shown
from streams.accept.wire import Read, read
from streams.kinds.event import Event, Origin
from streams.kinds.problem import Problem

#: A value outside what its Avro type holds: no encoder wrote it, whatever the reader says.
_NOT_AVRO: Final = "E1502"


def decode(
    payload: bytes, origin: Origin, source: str, reference: ReferenceData
) -> Event | Refused | Quarantined:
    """
    What a message of `source`'s topic says, checked and normalised.

    Never raises: what no check foresaw is quarantined as the hub's own fault (E1508), with its
    bytes, and the messages beside it go on. Pure; equal arguments give equal results.
    """
    try:
        return _decode(payload, origin, source, reference)
    except Exception:  # noqa: BLE001  (one message must not stop the line; E1508 alarms)
        return _quarantined("E1508", payload, origin, source)


def _decode(
    payload: bytes, origin: Origin, source: str, reference: ReferenceData
) -> Event | Refused | Quarantined:
    found = read(payload, reference.layouts)
    if isinstance(found, Problem):
        return _quarantined(found.code, payload, origin, source)
    problem = None if found.swept else sweep(found.record, found.layout.shape)
    if problem is None:
        event = event_of(found.layout.kind, found.record, origin, source, reference)
        if isinstance(event, Event):
            return event
        problem = event
    if problem.code == _NOT_AVRO:
        return _quarantined(problem.code, payload, origin, source)
    return _refused(problem, found, origin, source)


def _quarantined(code: str, payload: bytes, origin: Origin, source: str) -> Quarantined:
    return Quarantined(origin=origin, source=source, code=code, hint=advice(code), payload=payload)


def _refused(problem: Problem, found: Read, origin: Origin, source: str) -> Refused:
    record: Record = found.record
    return Refused(
        origin=origin,
        source=source,
        code=problem.code,
        field=problem.field,
        hint=advice(problem.code),
        record_no=shown(record["record_no"]),
        version=record["version"],
        event_id=shown(record["event_id"]),
    )
