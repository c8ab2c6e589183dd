"""
Messages that fail at the hub itself (E1508): where most of a topic do, nothing of it is decided.

One message that a check did not foresee, or of which the database takes no value, stops nobody: it
is quarantined (ADR 0143). Where most of a topic fail so, the fault is in this version, or in the
database, and a whole topic would lie in quarantine. Bytes that no version could read (E1501 to
E1507) are their sender's fault, and never count, however many come.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from streams.accept.outcome import Quarantined
from streams.deciding.line_store import LineStore
from streams.deciding.message import Message
from streams.line.entry import Arrival
from streams.store.topics import Place
from streams.wiring.failures import CannotRun

FAULT: Final = "E1508"
#: Fewer say nothing of the messages to come: an operator replays so many by hand.
LEAST: Final = 10
#: Where messages come one by one so many are counted, the last ones; half of them may not fail.
AMONG: Final = 20


class TooManyFaults(CannotRun):
    """Most messages of a topic fail at the hub itself; nothing of them was written."""


def require_few_faults(
    messages: Sequence[Message],
    arrivals: Sequence[Arrival],
    line_store: LineStore,
    hub_version: str,
) -> None:
    """
    Raise `TooManyFaults` if `LEAST` messages of a topic and half of them or more fail.

    It counts those of a batch, and of a small one the last before it too. Offsets that hold no
    message, as transactions leave, do not count, and neither does what an officer let go.
    """
    for place, offsets in _faulty(messages, arrivals).items():
        own = [m.offset for m in messages if (m.topic, m.partition) == place]
        before = line_store.messages_before(place, own[0], max(0, AMONG - len(own)))
        let_go = line_store.let_go(place)
        counted = [offset for offset in (*before, *own) if offset > let_go]
        faults = [offset for offset in offsets if offset > let_go]
        if counted and counted[0] < own[0]:
            faults = [*line_store.faults(place, counted[0], own[0]), *faults]
        if len(faults) >= LEAST and 2 * len(faults) >= len(counted):
            raise TooManyFaults(_sentence(place, faults, len(counted), own[-1], hub_version))


def _faulty(messages: Sequence[Message], arrivals: Sequence[Arrival]) -> Mapping[Place, list[int]]:
    found: dict[Place, list[int]] = defaultdict(list)
    for message, arrival in zip(messages, arrivals, strict=True):
        if isinstance(arrival, Quarantined) and arrival.code == FAULT:
            found[(message.topic, message.partition)].append(message.offset)
    return found


def _sentence(
    place: Place, faults: Sequence[int], looked_at: int, last: int, hub_version: str
) -> str:
    topic, partition = place
    return (
        f"Nothing is decided: of the last {looked_at} messages of {topic}/{partition} "
        f"{len(faults)} fail at the hub itself ({FAULT}), from offset {faults[0]} to "
        f"{faults[-1]}. The fault is in version {hub_version} or in the database, not in the "
        "messages. Nothing is lost: go back to the version before, or mend the fault and start "
        "again. To quarantine them and go on: "
        f"hub quarantine through {topic}/{partition}/{last} --by YOU --because WHY"
    )
