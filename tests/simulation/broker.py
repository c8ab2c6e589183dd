"""The logs of a run: what was appended stays, in its order."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from streams.deciding.message import Message as Read


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One message of an outgoing topic."""

    key: bytes
    value: bytes
    headers: tuple[tuple[str, bytes], ...]


@dataclass(slots=True)
class Broker:
    """Input topics with the broker's time of each message, and outgoing ones; all unpartitioned."""

    inputs: dict[str, list[Read]] = field(default_factory=lambda: defaultdict(list))
    outgoing: dict[str, list[Published]] = field(default_factory=lambda: defaultdict(list))

    def append(self, topic: str, payload: bytes, now: datetime) -> Read:
        """Append to an input topic; returns the message with its offset."""
        read = Read(
            topic=topic,
            partition=0,
            offset=len(self.inputs[topic]),
            appended_at_ms=int(now.timestamp() * 1000),
            payload=payload,
        )
        self.inputs[topic].append(read)
        return read

    def from_position(self, topic: str, position: int, most: int) -> list[Read]:
        """Up to `most` messages of an input topic from a position on."""
        return self.inputs[topic][position : position + most]

    def passed(self, positions: dict[tuple[str, int], int], midnight: datetime) -> bool:
        """Whether every message appended before a moment has been decided."""
        before_ms = midnight.timestamp() * 1000
        return not any(
            read.appended_at_ms < before_ms
            for topic, log in self.inputs.items()
            for read in log[positions.get((topic, 0), 0) :]
        )
