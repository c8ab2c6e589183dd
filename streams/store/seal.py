"""
密文: columns that hold personal data are encrypted, each cell for its own row.

AES-256-GCM with a random nonce of 12 bytes before the ciphertext. The name of the table and the
row's primary key are authenticated beside it, so that a cell moved to another row does not open.
Equal contents give different cells: nothing compares or finds by them.
"""

import os
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from streams.wiring.failures import CannotRun
from streams.wiring.keys import KeyRing

NONCE_BYTES: Final = 12


class CannotOpen(CannotRun):
    """A cell does not open: its key is gone, or it is not the one that was written there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """
    Encrypts with the newest version of a key, and opens with the one that was used.

    `by_now` gives the versions there are when one is met that was made after the seal.
    """

    version: int
    ciphers: dict[int, AESGCM] = field(repr=False)
    by_now: Callable[[], Mapping[int, bytes]] = field(default=dict, repr=False)

    @classmethod
    def of(cls, ring: KeyRing) -> Self:
        """The seal of a key with all its versions."""
        ciphers = {version: AESGCM(key) for version, key in ring.versions.items()}
        return cls(version=ring.newest, ciphers=ciphers, by_now=ring.by_now)

    def close(self, plain: bytes, cell: bytes) -> bytes:
        """Nonce and ciphertext of `plain` for one cell, under key version `self.version`."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self.ciphers[self.version].encrypt(nonce, plain, cell)

    def open(self, sealed: bytes, cell: bytes, version: int) -> bytes:
        """What was closed for this cell; raises `CannotOpen`."""
        cipher = self.ciphers.get(version) or self._made_since(version)
        if cipher is None:
            raise CannotOpen(
                f"Key version {version} of identity-encryption is missing. Bring its line back "
                "into the key file from your backup; docs/keys.md tells what is lost without it.",
                "S1005",
            )
        try:
            return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], cell)
        except InvalidTag:
            table = cell.partition(b"\0")[0].decode()
            raise CannotOpen(
                f"An encrypted value of table {table} does not open with key version {version}: "
                "the key file is another hub's, or the row was changed.",
                "S1005",
            ) from None

    def _made_since(self, version: int) -> AESGCM | None:
        key = self.by_now().get(version)
        return None if key is None else self.ciphers.setdefault(version, AESGCM(key))


def version_cell(record: UUID, number: int) -> bytes:
    """The cell of a stored version's message."""
    return b"version\0" + record.bytes + struct.pack(">i", number)


def subject_cell(subject: UUID) -> bytes:
    """The cell of how a subject was first named."""
    return b"subject\0" + subject.bytes


def directive_cell(directive_id: UUID) -> bytes:
    """The cell of how a directive names its subject."""
    return b"directive\0" + directive_id.bytes


def body_cell(directive_id: UUID) -> bytes:
    """The cell of the bytes a directive is sent as."""
    return b"directive.body\0" + directive_id.bytes


def result_cell(result_id: UUID) -> bytes:
    """The cell of the bytes a result of a court's order is sent as."""
    return b"order_result.body\0" + result_id.bytes


def quarantine_cell(topic_no: int, partition: int, offset: int) -> bytes:
    """The cell of a quarantined message."""
    return b"quarantine\0" + struct.pack(">hiq", topic_no, partition, offset)
