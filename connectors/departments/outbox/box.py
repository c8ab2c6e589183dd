"""
The outbox on disk: append, read in order, remember what the broker has.

`log` holds the frames, `position` the number of the next record to be sent, `lock` keeps a second
process out. A record counts as taken when `append` has returned: it is on disk then (fsync), and
neither a killed process nor a lost connection can lose it. The position may lag behind, never run
ahead: after a crash some records go out twice, which the hub answers with REPEAT.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from connectors.departments.failures import Busy, OutboxInUse, OutboxUnusable
from connectors.departments.key_file import obtain_key, sync_folder
from connectors.departments.outbox.frame import (
    HEADER_BYTES,
    Damaged,
    Header,
    Letter,
    Torn,
    new_header,
    next_frame,
    read_header,
    seal,
    unseal,
)

_LOSS = "the records that wait in the outbox cannot be read any more"


class Outbox:
    """
    One department's outbox in a folder, open in this process alone.

    Raises `OutboxInUse` when another process has it open, `KeyMissing` when records wait and the
    key is away, `OutboxUnusable` when the file is damaged, `Busy` when the disk does not take it.
    Records are numbered 1 upward, for ever.
    """

    def __init__(self, folder: Path, key_file: Path | None = None) -> None:
        self._folder = folder
        with _writing(folder):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = FileLock(
                folder / "lock", timeout=0, thread_local=False, fallback_to_soft=False
            )
            try:
                self._lock.acquire()
            except Timeout:
                raise OutboxInUse(
                    f"Another process has the outbox {folder} open. Wait until it ends, or give "
                    "this one a folder of its own."
                ) from None
            try:
                log = folder / "log"
                self._key = obtain_key(key_file or folder / "key", in_use=log.exists(), loss=_LOSS)
                if not log.exists():
                    self._begin(first=1)
                self._open()
            except BaseException:
                self._lock.release()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """False once it was closed."""
        return self._lock.is_locked

    @property
    def waiting(self) -> int:
        """How many records are still to be sent."""
        return self._next - self._position

    def append(self, letters: Sequence[Letter]) -> range:
        """
        Take records; once it returns they are on disk. Returns their sequence numbers.

        Raises `Busy` when the disk does not take them; then none of them is in the outbox.
        """
        first = self._next
        frames = [
            seal(letter, first + place, self._header, self._key)
            for place, letter in enumerate(letters)
        ]
        try:
            _write_all(self._log, b"".join(frames))
            os.fsync(self._log)
        except OSError as refused:
            os.ftruncate(self._log, self._size)
            raise Busy(
                f"The outbox {self._folder} cannot be written ({refused.strerror}).",
                waiting=self.waiting,
            ) from refused
        for frame in frames:
            self._size += len(frame)
            self._ends.append(self._size)
        return range(first, self._next)

    def unsent(self) -> Iterator[tuple[int, Letter]]:
        """The records still to be sent, in order, with their sequence numbers."""
        start = self._start
        for sequence, end in enumerate(tuple(self._ends), self._position):
            content = os.pread(self._log, end - start, start)
            try:
                frame = next_frame(content, 0, sequence)
                assert frame is not None
                yield frame.sequence, unseal(frame, self._header, self._key)
            except (Damaged, Torn) as fault:
                raise self._unusable(fault) from fault
            start = end

    def sent_up_to(self, sequence: int) -> None:
        """Remember that every record up to and including `sequence` is with the broker."""
        if sequence < self._position:
            return
        with _writing(self._folder):
            _replace(self._folder / "position", str(sequence + 1).encode())
        self._advance(sequence + 1)

    def close(self) -> None:
        """Let another process have the outbox; once all is sent, no personal data stays in it."""
        if not self.is_open:
            return
        try:
            os.close(self._log)
            if not self.waiting and self._size > HEADER_BYTES:
                with _writing(self._folder):
                    self._begin(first=self._next)
        finally:
            self._lock.release()

    @property
    def _next(self) -> int:
        """The sequence of the next record to be taken."""
        return self._position + len(self._ends)

    def _begin(self, first: int) -> None:
        _replace(self._folder / "log", new_header(first))

    def _open(self) -> None:
        """Read what stands; cut off what a crash left half written."""
        file = self._folder / "log"
        content = file.read_bytes()
        try:
            self._header = read_header(content)
            self._ends = deque(_ends(content, self._header))
        except Damaged as fault:
            raise self._unusable(fault) from fault
        self._start = HEADER_BYTES
        self._size = self._ends[-1] if self._ends else HEADER_BYTES
        self._position = self._header.first
        self._advance(max(self._position, _read_position(self._folder / "position")))
        if self._size < len(content):
            os.truncate(file, self._size)
        self._log = os.open(file, os.O_RDWR | os.O_APPEND)
        os.fsync(self._log)

    def _advance(self, position: int) -> None:
        """Pass over the records below `position`."""
        if position > self._next:
            raise OutboxUnusable(
                f"The outbox {self._folder} says that record {position - 1} was sent and holds "
                f"only {self._next - 1}: files of two outboxes are mixed. Bring all of the folder "
                "back from one backup."
            )
        while self._position < position:
            self._start = self._ends.popleft()
            self._position += 1

    def _unusable(self, fault: Exception) -> OutboxUnusable:
        return OutboxUnusable(
            f"The outbox {self._folder} is damaged: {fault}. Nothing was changed. Bring the folder "
            "back from a backup; or move it away, start with an empty one, and publish again what "
            "has no receipt (what the hub has is answered with REPEAT)."
        )


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Within the block a disk that refuses is told as `Busy`; what was taken is still there."""
    try:
        yield
    except OSError as refused:
        raise Busy(f"The outbox {folder} cannot be written ({refused.strerror}).") from refused


def _ends(content: bytes, header: Header) -> Iterator[int]:
    """Where each whole frame ends; what the last write left half done is none."""
    offset, sequence = HEADER_BYTES, header.first
    try:
        while (frame := next_frame(content, offset, sequence)) is not None:
            offset, sequence = frame.end, sequence + 1
            yield offset
    except Torn:
        return


def _write_all(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _read_position(file: Path) -> int:
    try:
        return int(file.read_bytes())
    except FileNotFoundError:
        return 0
    except ValueError:
        raise OutboxUnusable(
            f"The file {file} is damaged. Remove it: records will go out again, and the hub "
            "answers those it has with REPEAT."
        ) from None


def _replace(file: Path, content: bytes) -> None:
    part = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    part.replace(file)
    sync_folder(file.parent)
