"""The messages of one partition, each by its offset and a digest of its bytes."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import blake2b


def digest_of(message: bytes) -> int:
    """Eight bytes that tell two messages apart."""
    return int.from_bytes(blake2b(message, digest_size=8).digest())


class Shelf:
    """Sixteen bytes a message, so that ten million of them need no more than 160 MB."""

    def __init__(self) -> None:
        self._offsets = array("q")
        self._digests = array("Q")

    def __len__(self) -> int:
        return len(self._offsets)

    def __iter__(self) -> Iterator[int]:
        """Every offset that holds a message, in order."""
        return iter(self._offsets)

    def add(self, offset: int, message: bytes) -> None:
        """The next message; offsets only grow."""
        self._offsets.append(offset)
        self._digests.append(digest_of(message))

    def place(self, offset: int) -> int | None:
        """Which message stands at an offset, counted from 0; None if there is none."""
        place = bisect_left(self._offsets, offset)
        found = place < len(self._offsets) and self._offsets[place] == offset
        return place if found else None

    def holds(self, offset: int, message: bytes) -> bool:
        """Whether just these bytes stand at the offset."""
        place = self.place(offset)
        return place is not None and self._digests[place] == digest_of(message)
