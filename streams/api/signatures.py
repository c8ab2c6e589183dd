"""
A partner's signature on a request (Standard Webhooks 1.0, scheme `v1a`: Ed25519).

Signed is `webhook-id.webhook-timestamp.content`. The content is the body; where a request has none
it is the request line, for example `GET /partners/bank/in-force`, so that the signature of one
question answers no other. The public keys lie in `partners/<partner>.pub` of the keys folder, one
`whpk_<base64>` a line: with two lines a partner changes its key without a gap.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from streams.send.signature import (
    ID,
    SIGNATURE,
    TIMESTAMP,
    TOLERANCE_S,
    public_key_of,
    verified,
)

_ID: Final = re.compile(r"[\x21-\x7e]{1,200}")
_SECONDS: Final = re.compile(r"[0-9]{1,10}")
_PARTNER: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")

#: For the OpenAPI document: what a signed request has beside its content.
SIGNED: Final = {
    "parameters": [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}}
        | {"description": meaning}
        for name, meaning in (
            (ID, "A name of the request, printable ASCII, 200 characters at most."),
            (TIMESTAMP, "Now, in seconds since 1970-01-01 UTC; five minutes either way are taken."),
            (
                SIGNATURE,
                "`v1a,<base64>`: Ed25519 over `<webhook-id>.<webhook-timestamp>.<content>`.",
            ),
        )
    ]
}


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


def public_keys(folder: Path, partner: str) -> tuple[bytes, ...]:
    """The public keys of a partner, none if there is no file; a damaged line is a ValueError."""
    if _PARTNER.fullmatch(partner) is None:
        return ()
    try:
        text = (folder / "partners" / f"{partner}.pub").read_text("ascii")
    except FileNotFoundError:
        return ()
    return tuple(map(public_key_of, text.split()))


def verify(
    headers: Mapping[str, str], content: bytes, keys: tuple[bytes, ...], now: datetime
) -> Signed | Unsigned:
    """Whether one of the keys signed this content, about now. `headers`: names in lower case."""
    signed = Signed(
        id=headers.get(ID, ""),
        timestamp=headers.get(TIMESTAMP, ""),
        signature=headers.get(SIGNATURE, ""),
    )
    if not keys:
        return Unsigned(code="H2001", why="The hub has no public key of this partner.")
    if not (_ID.fullmatch(signed.id) and _SECONDS.fullmatch(signed.timestamp)):
        return Unsigned(code="H2001", why="The request is not signed.")
    if abs(now.timestamp() - int(signed.timestamp)) > TOLERANCE_S:
        return Unsigned(code="H2002", why="The signature is too old or of a time to come.")
    if not verified(headers, content, int(now.timestamp()), public_keys=keys):
        return Unsigned(code="H2001", why="No signature in the request is of this partner's key.")
    return signed
