"""How a message is bent: a number of any length, and bytes put where one field stands."""

from support.accepting import record

from schemas.codec import Record, encode
from schemas.samples import sample

ANSWER = "credit.answers.Answer"


def varint(number: int, *, padding: int = 0) -> bytes:
    """A number as Avro writes it (zigzag), of any size, with `padding` needless bytes."""
    raw = number * 2 if number >= 0 else -number * 2 - 1
    groups = [raw & 127]
    while raw := raw >> 7:
        groups.append(raw & 127)
    groups += [0] * padding
    return bytes([*(group | 128 for group in groups[:-1]), groups[-1]])


def event(kind: str, **changed: object) -> bytes:
    """A sample event with other fields."""
    return encode(f"credit.events.{kind}", record(kind, **changed))


def answer(**changed: object) -> bytes:
    """A sample answer with other fields."""
    return encode(ANSWER, {**sample(ANSWER), **changed})


def within(kind: str, part: str, **changed: object) -> Record:
    """A record inside an event's sample, with other fields."""
    found = record(kind)[part]
    assert isinstance(found, dict)
    return {**found, **changed}


def bent(message: bytes, other: bytes, new: bytes, taken: int = 1) -> bytes:
    """
    The message with `new` instead of `taken` bytes where `other` first says something else.

    Two samples that differ in one field show where that field stands.
    """
    place = next(i for i, (a, b) in enumerate(zip(message, other, strict=False)) if a != b)
    return message[:place] + new + message[place + taken :]
