"""Messages read ahead, a few at a time, while PostgreSQL is waited for."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from streams.entry import Arrival
from streams.wiring.worker.message import Message

#: Messages read between two looks at the server; each look costs as much as a tenth of one.
A_FEW: Final = 16


class Ahead:
    """
    Some messages in their order, read once each; at most `far` are read that nobody has taken.

    `read` must not depend on what is decided meanwhile.
    """

    def __init__(
        self, read: Callable[[Message], Arrival], messages: Sequence[Message], far: int
    ) -> None:
        self._read = read
        self._messages = messages
        self._far = far
        self._next = 0
        self._arrivals: deque[Arrival] = deque()

    def some(self) -> bool:
        """Read a few more; False when that is as far as it goes."""
        begun, room = self._next, self._far - len(self._arrivals)
        self._read_to(begun + min(A_FEW, room))
        return self._next > begun

    def take(self, number: int) -> Sequence[Arrival]:
        """The next `number` messages, all read."""
        self._read_to(self._next + number - len(self._arrivals))
        return [self._arrivals.popleft() for _ in range(number)]

    def _read_to(self, end: int) -> None:
        for message in self._messages[self._next : end]:
            self._arrivals.append(self._read(message))
            self._next += 1
