"""
A partner's signature on a request (Standard Webhooks 1.0, scheme `v1a`: Ed25519).

Signed is `webhook-id.webhook-timestamp.content`. The content is the body; where a request has none
it is the request line, for example `GET /partners/bank/in-force`, so that the signature of one
question answers no other. The public keys lie in `partners/<partner>.pub` of the keys folder, one
`whpk_<base64>` a line: with two lines a partner changes its key without a gap.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

PREFIX: Final = "whpk_"
SCHEME: Final = "v1a"
#: How far the time of a signature may be from now, either way (Standard Webhooks).
TOLERANCE_S: Final = 300
ID: Final = "webhook-id"
TIMESTAMP: Final = "webhook-timestamp"
SIGNATURE: Final = "webhook-signature"
_ID: Final = re.compile(r"[\x21-\x7e]{1,200}")
_PARTNER: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A request whose signature held: what was signed beside its content."""

    id: str
    timestamp: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsigned:
    """Why a signature does not hold: H2001 or H2002, and a sentence."""

    code: str
    why: str


def public_keys(folder: Path, partner: str) -> tuple[Ed25519PublicKey, ...]:
    """The public keys of a partner, none if there is no file; a damaged line is a ValueError."""
    if _PARTNER.fullmatch(partner) is None:
        return ()
    try:
        text = (folder / "partners" / f"{partner}.pub").read_text("ascii")
    except FileNotFoundError:
        return ()
    return tuple(_key(line) for line in text.split() if line)


def verify(
    headers: Mapping[str, str], content: bytes, keys: tuple[Ed25519PublicKey, ...], now: datetime
) -> Signed | Unsigned:
    """Whether one of the keys signed this content, about now. `headers`: names in lower case."""
    signed = Signed(
        id=headers.get(ID, ""),
        timestamp=headers.get(TIMESTAMP, ""),
        signature=headers.get(SIGNATURE, ""),
    )
    if not keys:
        return Unsigned(code="H2001", why="The hub has no public key of this partner.")
    if _ID.fullmatch(signed.id) is None or not signed.timestamp.isascii():
        return Unsigned(code="H2001", why="The request is not signed.")
    if not signed.timestamp.isdigit() or len(signed.timestamp) > len("9999999999"):
        return Unsigned(code="H2001", why="The time is not in seconds since 1970.")
    if abs(now.timestamp() - int(signed.timestamp)) > TOLERANCE_S:
        return Unsigned(code="H2002", why="The signature is too old or of a time to come.")
    text = f"{signed.id}.{signed.timestamp}.".encode() + content
    if any(_holds(key, each, text) for each in _signatures(signed.signature) for key in keys):
        return signed
    return Unsigned(code="H2001", why="No signature in the request is of this partner's key.")


def _signatures(header: str) -> list[bytes]:
    found = []
    for each in header.split(" ")[:10]:
        scheme, _, text = each.partition(",")
        if scheme == SCHEME:
            try:
                found.append(base64.b64decode(text, validate=True))
            except (binascii.Error, ValueError):
                continue
    return found


def _holds(key: Ed25519PublicKey, signature: bytes, text: bytes) -> bool:
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return False
    return True


def _key(line: str) -> Ed25519PublicKey:
    if not line.startswith(PREFIX):
        raise ValueError(f"a public key begins with {PREFIX}")
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(line.removeprefix(PREFIX)))
