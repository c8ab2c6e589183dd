"""
Standard Webhooks 1.0: verify the hub's messages, sign one's own (`v1a`, Ed25519).

Signed is `<webhook-id>.<webhook-timestamp>.<content>`. A message may carry several signatures, and
a partner several of the hub's public keys: while keys rotate, one pair that fits is enough.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
TOLERANCE_S: Final = 300
PUBLIC: Final = "whpk_"
SIGNATURE_BYTES: Final = 64

_SECONDS: Final = re.compile(r"[0-9]{1,15}", re.ASCII)


class NotSigned(Exception):
    """A message is not from the hub, or is too old or too new."""


class UnknownSigner(NotSigned):
    """A message is signed with no key that is known: the hub may have a new one."""


def public_key(text: str) -> Ed25519PublicKey:
    """The key of its form in Standard Webhooks, `whpk_<base64>`; raises ValueError."""
    if not text.startswith(PUBLIC):
        raise ValueError(f"a public key begins with {PUBLIC}")
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text.removeprefix(PUBLIC)))


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key to give to the hub."""
    return PUBLIC + base64.b64encode(key.public_key().public_bytes_raw()).decode()


def require_signed(
    headers: Mapping[str, str],
    content: bytes,
    keys: Iterable[Ed25519PublicKey],
    now_s: int | None,
) -> None:
    """
    Raise `NotSigned` unless one of the keys signed this.

    It is an `UnknownSigner` where a signature is there: it does not say of which key it is, so that
    a wrong one cannot be told from one of another key. `headers`: names in lower case. `now_s`:
    seconds since 1970; None where a message may be old, as on a topic that is read days later.
    """
    message_id, timestamp = headers.get(ID, ""), headers.get(TIMESTAMP, "")
    if not message_id or _SECONDS.fullmatch(timestamp) is None:
        raise NotSigned("its id or time is missing")
    if now_s is not None and abs(now_s - int(timestamp)) > TOLERANCE_S:
        raise NotSigned("its time is more than five minutes away")
    text = f"{message_id}.{timestamp}.".encode() + content
    given = (each.partition(",") for each in headers.get(SIGNATURE, "").split(" "))
    decoded = [_decoded(encoded) for version, _, encoded in given if version == "v1a"]
    signatures = [each for each in decoded if len(each) == SIGNATURE_BYTES]
    known = tuple(keys)
    if any(_is_by(key, each, text) for each in signatures for key in known):
        return
    if signatures:
        raise UnknownSigner("no signature is of a key that is known")
    raise NotSigned("it has no signature")


def signed(
    key: Ed25519PrivateKey, message_id: str, timestamp_s: int, content: bytes
) -> Mapping[str, str]:
    """The three headers of a message of one's own."""
    text = f"{message_id}.{timestamp_s}.".encode() + content
    return {
        ID: message_id,
        TIMESTAMP: str(timestamp_s),
        SIGNATURE: "v1a," + base64.b64encode(key.sign(text)).decode(),
    }


def _decoded(encoded: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except ValueError:
        return b""


def _is_by(key: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True
