"""
Signatures of webhooks after Standard Webhooks 1.0.0: `v1a` Ed25519, `v1` HMAC-SHA256.

What is signed is `<webhook-id>.<webhook-timestamp>.<body>`. The header holds several signatures,
divided by spaces, so that keys rotate without a gap: a receiver accepts any one that it can verify.
"""

import base64
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
PUBLIC: Final = "whpk_"
PUBLIC_BYTES: Final = 32
#: A message whose time is further away is a replay, or a clock is wrong (seconds, both ways).
TOLERANCE_S: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Signers:
    """The keys of a sender: seeds of Ed25519 keys, oldest first, and shared secrets."""

    ed25519_seeds: tuple[bytes, ...] = field(default=(), repr=False)
    secrets: tuple[bytes, ...] = field(default=(), repr=False)


def signed_text(message_id: str, timestamp_s: int, body: bytes) -> bytes:
    """The bytes that are signed."""
    return f"{message_id}.{timestamp_s}.".encode() + body


def headers(signers: Signers, message_id: str, timestamp_s: int, body: bytes) -> Mapping[str, str]:
    """The three headers of one attempt; `timestamp_s`: seconds since 1970 of the attempt."""
    text = signed_text(message_id, timestamp_s, body)
    signatures = [
        "v1a," + _encoded(_private_key(seed).sign(text)) for seed in signers.ed25519_seeds
    ]
    signatures += ["v1," + _encoded(hmac.digest(key, text, "sha256")) for key in signers.secrets]
    return {
        ID: message_id,
        TIMESTAMP: str(timestamp_s),
        SIGNATURE: " ".join(signatures),
    }


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key to a seed."""
    return _private_key(seed).public_key().public_bytes_raw()


def public_text(seed: bytes) -> str:
    """The public key to a seed as Standard Webhooks writes it, `whpk_<base64>`."""
    return PUBLIC + _encoded(public_key(seed))


def public_key_of(text: str) -> bytes:
    """The key that is written so; raises `ValueError` for any other text."""
    raw = base64.b64decode(text.removeprefix(PUBLIC), validate=True)
    if not text.startswith(PUBLIC) or len(raw) != PUBLIC_BYTES:
        raise ValueError(f"a public key is {PUBLIC} and {PUBLIC_BYTES} bytes in base64")
    return raw


def verified(
    given: Mapping[str, str],
    body: bytes,
    now_s: int,
    *,
    public_keys: Iterable[bytes] = (),
    secrets: Iterable[bytes] = (),
) -> bool:
    """
    Whether one of the signatures is by one of the keys, and the message is not from another time.

    `given`: headers, names in lower case. `now_s`: seconds since 1970.
    """
    message_id, timestamp = given.get(ID, ""), given.get(TIMESTAMP, "")
    if not message_id or not timestamp.isdecimal() or not timestamp.isascii():
        return False
    if abs(now_s - int(timestamp)) > TOLERANCE_S:
        return False
    text = signed_text(message_id, int(timestamp), body)
    return signed(given.get(SIGNATURE, ""), text, public_keys=public_keys, secrets=secrets)


def signed(
    signatures: str,
    text: bytes,
    *,
    public_keys: Iterable[bytes] = (),
    secrets: Iterable[bytes] = (),
) -> bool:
    """Whether one of the `signatures`, as a header holds them, is of `text` by one of the keys."""
    keys, shared = tuple(public_keys), tuple(secrets)
    for signature in signatures.split(" "):
        version, _, encoded = signature.partition(",")
        raw = _decoded(encoded)
        if version == "v1a" and any(_is_by(key, raw, text) for key in keys):
            return True
        if version == "v1" and any(
            hmac.compare_digest(hmac.digest(key, text, "sha256"), raw) for key in shared
        ):
            return True
    return False


def _is_by(key: bytes, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _private_key(seed: bytes) -> Ed25519PrivateKey:
    """To make it costs as much as to sign with it."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
