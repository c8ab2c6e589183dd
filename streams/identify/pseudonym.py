"""
Keys that say nothing: how a subject is found, how it is named, how a record is found.

A *pseudonym* finds a subject by its identity and needs the hub's key, since citizen numbers can be
listed and hashed by anybody (D13). A *subject key* names it everywhere else; it comes from the
offset that first named the subject, so that a replay gives the same one (R11), and it stays when
the pseudonym's key is changed. All are sixteen bytes of SHA-256, in the shape of a UUID.
"""

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from uuid import UUID

from streams.identify.identity import Identity, WeakIdentity

#: A key shorter than the digest would be the weaker part (RFC 2104, section 3).
SHORTEST_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PseudonymKey:
    """One edition of the hub's HMAC key; the version is stored beside each pseudonym."""

    version: int
    secret: bytes = field(repr=False)
    _keyed: hmac.HMAC = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.secret) < SHORTEST_KEY_BYTES:
            raise ValueError(f"A pseudonym key needs at least {SHORTEST_KEY_BYTES} bytes.")
        object.__setattr__(self, "_keyed", hmac.new(self.secret, digestmod=sha256))

    def digest(self, text: str) -> bytes:
        """HMAC-SHA256 of a text, 32 bytes."""
        # Not `hmac.digest`: that lets the other thread in each time, and waits to get back.
        keyed = self._keyed.copy()
        keyed.update(text.encode())
        return keyed.digest()


def pseudonym(identity: Identity | WeakIdentity, key: PseudonymKey) -> UUID:
    """The same for equal identities under one key; without the key it cannot be guessed."""
    return UUID(bytes=key.digest(identity.text)[:16])


def keyed_content(content_hash: bytes, key: PseudonymKey) -> bytes:
    """
    The content hash of an event (R1) as it is kept and compared, 32 bytes.

    Without the key nobody can confirm a guess of what an event says, as of the number in it.
    """
    return key.digest(f"content\n{content_hash.hex()}")


def subject_key(topic: str, partition: int, offset: int, ordinal: int) -> UUID:
    """
    The opaque key of a subject first named at this offset (R11).

    `ordinal` counts who is named in that message: 0 the main subject, then related persons in
    order.
    """
    return _key_from_text(f"subject\n{topic}\n{partition}\n{offset}\n{ordinal}")


def record_key(source: str, record_no: str) -> UUID:
    """The key of a department's record: (source, record_no) in sixteen bytes."""
    return _key_from_text(f"record\n{source}\n{record_no}")


def _key_from_text(text: str) -> UUID:
    return UUID(bytes=sha256(text.encode()).digest()[:16])
