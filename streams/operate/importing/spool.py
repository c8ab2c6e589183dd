"""
What rows say in full, while an import runs: on disk, since a table of years has more of it than
should be in memory.

The file has no name and the key no copy, so that nothing of it can be read by anybody else, nor
after the process has ended, however it ended.
"""

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from connectors.departments.failures import Busy
from connectors.departments.layouts.lines import content_of
from connectors.departments.row import Content

_NONCE_BYTES = 12


class Spool:
    """Contents in a file of its own in `folder`; as a context manager it gives the room back."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115  (closed by `__exit__`)
        except OSError as refused:
            raise self._busy(refused) from refused
        self._cipher = AESGCM(AESGCM.generate_key(256))
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, body: bytes) -> "Spooled":
        """Lay a content by. Raises `Busy` when the disk does not take it."""
        start = self._end
        sealed = self._cipher.encrypt(_nonce(start), body, None)
        try:
            left = memoryview(sealed)
            while left:
                left = left[os.write(self._file.fileno(), left) :]
        except OSError as full:
            raise self._busy(full) from full
        self._end += len(sealed)
        return Spooled(spool=self, start=start, length=len(sealed))

    def _busy(self, refused: OSError) -> Busy:
        return Busy(
            f"{self._folder} does not take the rows of the file ({refused.strerror}). Nothing was "
            "sent. Make room, then import it again."
        )

    def find(self, start: int, length: int) -> bytes:
        """A content that was laid by."""
        sealed = os.pread(self._file.fileno(), length, start)
        return self._cipher.decrypt(_nonce(start), sealed, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spooled:
    """The place of one content in a spool."""

    spool: Spool = field(repr=False)
    start: int
    length: int

    def content(self) -> Content:
        """The content, read from disk anew."""
        return content_of(self.spool.find(self.start, self.length))


def _nonce(start: int) -> bytes:
    # A place is written once under a key that lives no longer than the file.
    return start.to_bytes(_NONCE_BYTES, "big")
