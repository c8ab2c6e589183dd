"""Opening encrypted cells: AES-256-GCM, twelve bytes of nonce before the ciphertext."""

import struct
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from monitoring.verify.finding import CannotSee
from streams.wiring.keys import KeyRing

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """Every version of the key that identity numbers and messages are encrypted with."""

    ciphers: dict[int, AESGCM] = field(repr=False)

    def open(self, sealed: bytes, cell: bytes, key_version: int) -> bytes | None:
        """What stands in a cell, None if it was altered, or moved from another row."""
        cipher = self.ciphers.get(key_version)
        if cipher is None:
            raise CannotSee(
                f"Version {key_version} of the key identity-encryption is missing: what was "
                "written with it cannot be read. Bring the key file back from your backup."
            )
        try:
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], cell)
        except InvalidTag:
            return None


def opener(ring: KeyRing) -> Opener:
    """An opener with every version of a key."""
    return Opener(ciphers={version: AESGCM(key) for version, key in ring.versions.items()})


def of_version(record: UUID, number: int) -> bytes:
    """The place of a stored version's message, which its cell is bound to."""
    return b"version\0" + record.bytes + struct.pack(">i", number)


def of_quarantine(topic_no: int, partition: int, offset: int) -> bytes:
    """The place of a quarantined message."""
    return b"quarantine\0" + struct.pack(">hiq", topic_no, partition, offset)


def of_claim(directive_id: UUID) -> bytes:
    """The place of how a directive names its subject."""
    return b"directive\0" + directive_id.bytes


def of_body(directive_id: UUID) -> bytes:
    """The place of the bytes a directive is sent as."""
    return b"directive.body\0" + directive_id.bytes


def of_result_body(result_id: UUID) -> bytes:
    """The place of the bytes a result of a court's order is sent as."""
    return b"order_result.body\0" + result_id.bytes
