"""At most one hub on a data folder: a lock that the kernel frees whatever happens."""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path

from streams.wiring.failures import CannotRun


class AlreadyRunning(CannotRun):
    """A hub runs on the data folder."""


@contextlib.contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the lock of the folder `data` inside the block. Raises `AlreadyRunning`."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o711)  # the database's user passes through
        lock = (data / "hub.lock").open("a+")
    except OSError as refused:
        raise CannotRun(
            f"The data folder {data} cannot be written ({refused.strerror}). Run as its owner, or "
            "name another folder with --data."
        ) from refused
    with lock:
        if not _take(lock.fileno(), fcntl.LOCK_EX, patience_s=0.5):
            raise AlreadyRunning(
                f"A hub already runs on {data} (process {_pid(data)}). `hub status` tells how it "
                "is, `hub down` ends it."
            )
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield
        lock.truncate(0)


def running_pid(data: Path) -> int | None:
    """Process id of the hub that runs on `data`, or None. Raises `CannotRun` if it may not look."""
    try:
        lock = (data / "hub.lock").open("r")
    except FileNotFoundError:
        return None
    except OSError as refused:
        raise CannotRun(
            f"{data / 'hub.lock'} cannot be read ({refused.strerror}). Run as the owner of the "
            "data folder, or name another folder with --data."
        ) from refused
    with lock:
        while not _take(lock.fileno(), fcntl.LOCK_SH):
            if pid := _pid(data):
                return pid
            time.sleep(0.01)  # who has just taken the lock has not written it yet
        return None


def _take(descriptor: int, kind: int, patience_s: float = 0.0) -> bool:
    deadline = time.monotonic() + patience_s
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def _pid(data: Path) -> int:
    written = (data / "hub.lock").read_text("ascii").strip()
    return int(written) if written else 0
