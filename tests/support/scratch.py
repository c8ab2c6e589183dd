"""Where the servers of a session of tests keep their data."""

import shutil
from pathlib import Path
from typing import Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108  (its folders are made by mkdtemp)
#: What a session's servers and its throw-away databases take at most, and some.
ENOUGH_BYTES: Final = 4 * 2**30


def servers_place(memory: Path = MEMORY) -> Path | None:
    """
    A file system in memory with room to spare; None, which is the usual place, where there is none.

    On ext4 a database is made in 0.36 s, since the kernel passes over every file that was deleted
    within the last seconds, and in memory in 0.02.
    """
    if memory.is_mount() and shutil.disk_usage(memory).free >= ENOUGH_BYTES:
        return memory
    return None
