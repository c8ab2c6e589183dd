"""
Files in a folder that somebody else writes too: no link is followed, and a file is whole or absent.

Folders are handed on as descriptors, so that none can be put in another's place meanwhile. All of
it raises `OSError`.
"""

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

#: The partner's own account reads a file as one of its group.
FILE_MODE: Final = 0o640
#: What either side makes belongs to the folder's group.
FOLDER_MODE: Final = 0o2770
#: A writer that hung on a share may still come back to a younger one.
PART_KEPT_S: Final = 86_400
_PART: Final = re.compile(r"\..+\.[0-9a-f]{8}\.part")
#: What an operator is told, by the error's number.
_WORDS: Final = {
    errno.ENOENT: "the folder is not there",
    errno.ENOTDIR: "the folder is not there",
    errno.ENOSPC: "its disk is full",
    errno.EDQUOT: "its disk is full",
    errno.EACCES: "the hub may not write there",
    errno.EPERM: "the hub may not write there",
    errno.EROFS: "the hub may not write there",
}


class NoPlainFile(Exception):
    """
    The name is not that of a plain file, or the file is too long or may not be read; the text says
    which.
    """


@contextmanager
def folder(place: Path) -> Iterator[int]:
    """The folder that an operator named; it may be reached by a link."""
    descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def folder_in(parent: int, name: str) -> Iterator[int]:
    """A folder in a folder; a link does not count."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    descriptor = os.open(name, flags, dir_fd=parent)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def make_folder(parent: int, name: str) -> None:
    """After the call a folder has one of that name; what is there stays as it is."""
    try:
        os.mkdir(name, FOLDER_MODE, dir_fd=parent)
    except FileExistsError:
        return
    # Whatever the process masks; where a share knows no modes it has its own.
    with folder_in(parent, name) as made, suppress(PermissionError):
        os.fchmod(made, FOLDER_MODE)
    sync(parent)


def read_file(parent: int, name: str, limit: int) -> bytes:
    """What a file holds, `limit` bytes at most. Raises `NoPlainFile`."""
    # A pipe would have the hub wait, and a link would show what is not the partner's.
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(name, flags, dir_fd=parent)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO, errno.EACCES, errno.EPERM}:
            raise NoPlainFile(f"it cannot be read ({os.strerror(error.errno)})") from None
        raise
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NoPlainFile("it is no plain file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            content = file.read(limit + 1)
    finally:
        os.close(descriptor)
    if len(content) > limit:
        raise NoPlainFile(f"it is longer than {limit} bytes")
    return content


def write_whole(parent: int, name: str, content: bytes) -> None:
    """
    After the call the file is there and on disk; before, nothing has the name.

    Until it is whole it has a name of its own that begins with a dot and ends with `.part`. A
    writer that is killed leaves that; nobody reads it, and `remove_old_parts` removes it.
    """
    # A writer that hung on a share and comes back late must not rename what another one writes.
    part = f".{name}.{secrets.token_hex(4)}.part"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(part, flags, FILE_MODE, dir_fd=parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with suppress(PermissionError):
                os.fchmod(descriptor, FILE_MODE)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.rename(part, name, src_dir_fd=parent, dst_dir_fd=parent)
    except OSError:
        with suppress(OSError):
            os.unlink(part, dir_fd=parent)
        raise
    sync(parent)


def remove_old_parts(parent: int) -> None:
    """Remove what `write_whole` left in a folder when it was killed, once it is a day old."""
    before_s = time.time() - PART_KEPT_S
    with os.scandir(parent) as entries:
        parts = [entry.name for entry in entries if _PART.fullmatch(entry.name)]
    for part in parts:
        with suppress(OSError):
            found = os.lstat(part, dir_fd=parent)
            if stat.S_ISREG(found.st_mode) and found.st_mtime < before_s:
                os.unlink(part, dir_fd=parent)


def move(name: str, parent: int, to: int) -> None:
    """Into another folder, under a name that nothing there has; not yet on disk (`sync`)."""
    os.rename(name, free_name(to, name), src_dir_fd=parent, dst_dir_fd=to)


def free_name(parent: int, name: str) -> str:
    """The name, with a number where something in the folder has it: that stays."""
    free, number = name, 1
    while is_there(parent, free):
        number += 1
        free = f"{Path(name).stem}.{number}{Path(name).suffix}"
    return free


def is_there(parent: int, name: str) -> bool:
    """Whether anything has the name, also a link that leads nowhere."""
    try:
        os.lstat(name, dir_fd=parent)
    except FileNotFoundError:
        return False
    return True


def sync(parent: int) -> None:
    """After the call the names in a folder are on disk, where its share can say so at all."""
    try:
        os.fsync(parent)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise


def in_words(error: OSError) -> str:
    """The error in words for an operator, without a path."""
    return _WORDS.get(error.errno or 0, f"it cannot be used ({os.strerror(error.errno or 0)})")
