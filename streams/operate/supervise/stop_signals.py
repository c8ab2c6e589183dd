"""Signals that a supervisor waits for, without doing anything inside a signal handler."""

import contextlib
import os
import select
import signal
from collections.abc import Iterator

STOPPING = frozenset({signal.SIGTERM, signal.SIGINT, signal.SIGHUP})


class StopSignals:
    """Wakes its reader when a stop is asked for or a child ends."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._requested = False

    def requested(self) -> bool:
        """Whether a stop was asked for up to now."""
        self.wait(0)
        return self._requested

    def wait(self, timeout_s: float) -> None:
        """Return after a signal, or after `timeout_s` seconds."""
        if select.select([self._pipe], [], [], timeout_s)[0]:
            arrived = os.read(self._pipe, 4096)
            self._requested = self._requested or bool(STOPPING.intersection(arrived))


@contextlib.contextmanager
def stop_signals() -> Iterator[StopSignals]:
    """Collect signals inside the block; before and after it they do what they did."""
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    os.set_blocking(write_end, False)
    handlers = {
        number: signal.signal(number, lambda _number, _frame: None)
        for number in (*STOPPING, signal.SIGCHLD)
    }
    former = signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    try:
        yield StopSignals(read_end)
    finally:
        signal.set_wakeup_fd(former)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        os.close(read_end)
        os.close(write_end)
