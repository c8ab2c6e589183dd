"""A message as Kafka gave it, before anybody has looked inside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from streams.kinds.event import Origin
from streams.send.signature import SIGNATURE

#: Of ten signatures.
LONGEST_SIGNATURE = 1000
EVENTS = "credit.events."
FEEDBACK = "feedback."


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """
    One record of an input topic; `appended_at_ms` is the broker's own time (LogAppendTime).

    `signature`: what a partner signed its answer with, blank where it came without.
    """

    topic: str
    partition: int
    offset: int
    appended_at_ms: int
    payload: bytes = field(repr=False)
    signature: str = ""

    @property
    def origin(self) -> Origin:
        """Where the message stood."""
        return Origin(
            topic=self.topic,
            partition=self.partition,
            offset=self.offset,
            appended_at=datetime.fromtimestamp(self.appended_at_ms / 1000, UTC),
        )

    @property
    def place(self) -> tuple[str, int, int]:
        """Topic, partition, offset: the order in which an entry applies messages (R18)."""
        return (self.topic, self.partition, self.offset)


def signature_of(headers: Iterable[tuple[str, bytes]]) -> str:
    """
    The signature among a record's headers, as text that fits a column.

    One that is no text, or longer than a few keys' signatures, is none of this hub's writing.
    """
    raw = next((value or b"" for name, value in headers if name == SIGNATURE), b"")
    text = raw.decode("ascii", "replace")
    return text if text.isprintable() and len(text) <= LONGEST_SIGNATURE else ""


def source_of(topic: str) -> str:
    """The department or partner whose topic it is (D7)."""
    for prefix in (EVENTS, FEEDBACK):
        if topic.startswith(prefix):
            return topic.removeprefix(prefix)
    raise ValueError(f"{topic} is no input topic")
