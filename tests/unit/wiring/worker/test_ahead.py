"""Messages are read ahead in their order, once each, and not too far."""

from scenario.calendar import TODAY, noon

from streams.accept.event import Origin
from streams.accept.outcome import Quarantined
from streams.entry import Arrival
from streams.wiring.worker.ahead import A_FEW, Ahead
from streams.wiring.worker.message import Message


class Reader:
    """Reads, and remembers what it read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __call__(self, message: Message) -> Arrival:
        """A message nobody can read."""
        self.read.append(message.offset)
        origin = Origin(
            topic=message.topic, partition=0, offset=message.offset, appended_at=noon(TODAY)
        )
        return Quarantined(origin=origin, source="tax", code="E1502", hint="", payload=b"")


def messages(number: int) -> list[Message]:
    """So many messages of one partition."""
    return [
        Message(topic="credit.events.tax", partition=0, offset=n, appended_at_ms=0, payload=b"")
        for n in range(number)
    ]


def offsets(arrivals: object) -> list[int]:
    """Where arrivals stood."""
    assert isinstance(arrivals, list)
    return [arrival.origin.offset for arrival in arrivals]


def test_what_is_taken_is_read_in_its_order_once() -> None:
    """Whether it was read ahead, in part, or not at all."""
    reader = Reader()
    ahead = Ahead(reader, messages(100), far=100)
    assert ahead.some()
    assert reader.read == list(range(A_FEW))
    assert offsets(ahead.take(40)) == list(range(40))
    assert offsets(ahead.take(50)) == list(range(40, 90))
    while ahead.some():
        pass
    assert offsets(ahead.take(10)) == list(range(90, 100))
    assert reader.read == list(range(100))


def test_no_more_is_read_ahead_than_is_wanted() -> None:
    """So that memory holds one batch beside the one that is decided."""
    reader = Reader()
    ahead = Ahead(reader, messages(500), far=50)
    while ahead.some():
        pass
    assert len(reader.read) == 50
    ahead.take(20)
    while ahead.some():
        pass
    assert len(reader.read) == 70
