"""What was acknowledged, how long that took, and a journal of it that a kill cannot falsify."""

import math
import os
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from streams.wiring.failures import CannotRun

#: Widths of the classes in which delays are counted: 2 % of the delay.
_STEP: Final = math.log(1.02)
_LEAST_MS: Final = 0.01


@dataclass(slots=True)
class Delays:
    """Delays in classes 2 % wide, so that a run of any length takes a few kilobytes."""

    classes: Counter[int] = field(default_factory=Counter)

    def add(self, delay_ms: float) -> None:
        """Count one."""
        self.classes[int(math.log(max(delay_ms, _LEAST_MS) / _LEAST_MS) / _STEP)] += 1

    def quantile_ms(self, share: float) -> float | None:
        """The delay that `share` of them did not exceed, to 2 %; None where there is none."""
        left = math.ceil(share * self.classes.total())
        for number, count in sorted(self.classes.items()):
            left -= count
            if left <= 0:
                return round(_LEAST_MS * math.exp((number + 1) * _STEP), 3)
        return None


class AcknowledgedJournal:
    """
    One line a message the broker acknowledged: topic, partition, offset, event id, by tabs.

    Each line is handed to the kernel, whole, before anything counts it: whoever is killed has
    claimed nothing that is not in the file. Against a power cut it is not meant.
    """

    def __init__(self, file: Path) -> None:
        """A new file. Raises `CannotRun` where it is there already or cannot be made."""
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
            self._descriptor = os.open(file, flags, 0o600)
        except OSError as refused:
            raise CannotRun(f"The journal {file} cannot be made: {refused.strerror}.") from refused

    def write(self, topic: str, partition: int, offset: int, event_id: str) -> None:
        """After the call the line outlives this process."""
        line = f"{topic}\t{partition}\t{offset}\t{event_id}\n".encode()
        while line:
            line = line[os.write(self._descriptor, line) :]

    def close(self) -> None:
        """End it."""
        os.close(self._descriptor)


@dataclass(slots=True)
class LoadCounts:
    """What became of the messages; written by the producer's thread, read by another."""

    journal: AcknowledgedJournal | None = None
    published: int = 0
    acknowledged: int = 0
    failed: int = 0
    delays: Delays = field(default_factory=Delays)
    last_error: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledge(self, place: tuple[str, int, int], event_id: str, delay_ms: float) -> None:
        """The broker has it at this topic, partition and offset; counted if the journal has too."""
        with self._lock:
            try:
                if self.journal is not None:
                    self.journal.write(*place, event_id)
            except OSError as full:
                self.failed += 1
                self.last_error = f"the journal cannot be written: {full.strerror}"
                return
            self.delays.add(delay_ms)
            self.acknowledged += 1

    def fail(self, error: BaseException) -> None:
        """The broker did not take it."""
        with self._lock:
            self.failed += 1
            self.last_error = type(error).__name__
