"""The one field that the peers read: what stands first after the framing of an event."""

from typing import Final

#: A zero and the schema id in four bytes, in Confluent's framing.
_FRAMING_BYTES: Final = 5


def event_id(payload: bytes) -> str:
    """The event's id: its length as a zigzag varint, then its text. Nothing else is looked at."""
    place, length, shift = _FRAMING_BYTES, 0, 0
    while True:
        part = payload[place]
        place += 1
        length |= (part & 0x7F) << shift
        shift += 7
        if part < 0x80:
            return payload[place : place + (length >> 1)].decode()
