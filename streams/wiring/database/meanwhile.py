"""
What a process does while the server works, in its own thread, a little at a time.

A second thread does not fill such waits: it and the waiting one take the interpreter from each
other, and whoever gets an answer waits for it.
"""

import select
from collections.abc import Callable
from typing import Final, TypeVar

from psycopg.abc import PQGen
from psycopg.waiting import WAIT_R, WAIT_RW, WAIT_W

RV = TypeVar("RV")

#: A little of something that has to be done anyway; False when nothing is left of it.
Work = Callable[[], bool]

_EVENTS: Final = {
    WAIT_R: select.POLLIN,
    WAIT_W: select.POLLOUT,
    WAIT_RW: select.POLLIN | select.POLLOUT,
}


def filled(waiting: PQGen[RV], socket: int, work: Work) -> PQGen[RV]:
    """The same waiting; but as long as the server has not answered, some work is done first."""
    answered = select.poll()
    try:
        wanted = next(waiting)
        while True:
            answered.register(socket, _EVENTS[wanted])
            while not answered.poll(0) and work():
                pass
            ready = yield wanted
            wanted = waiting.send(ready)
    except StopIteration as done:
        result: RV = done.value
        return result
