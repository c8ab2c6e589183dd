"""Whom a message names: the identity, and through it the subject key the hub gave (R19)."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from monitoring.verify.recount.writing import (
    ID_CARD,
    born_of,
    citizen_number,
    code,
    document_type,
    identifier,
)
from schemas.codec import Record

UNREGISTERED = "UNREGISTERED"
PERSON = "PERSON"


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """
    One naming of somebody.

    `identity`: canonical text, "" where no code is given, and `digest` its keyed digest. `certain`:
    it identifies by itself; a registration number alone does not. `subject`: the hub's key, None
    where it knows nobody.
    """

    kind: str
    identity: str = field(repr=False)
    certain: bool
    born: date | None = field(repr=False)
    digest: UUID | None
    subject: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Subject keys by keyed digest of an identity, and the key of that digest."""

    secret: bytes = field(repr=False)
    subjects: Mapping[UUID, UUID]

    def digest(self, identity: str) -> UUID:
        """Under which digest an identity is known."""
        return UUID(bytes=hmac.digest(self.secret, identity.encode(), "sha256")[:16])

    def keyed(self, content_hash: bytes) -> bytes:
        """What is kept of a content hash, so that without the key it confirms nothing."""
        text = f"content\n{content_hash.hex()}"
        return hmac.digest(self.secret, text.encode(), "sha256")


def naming_of(said: Record, authority: str, record_no: str, register: Register) -> Naming:
    """The naming that a subject record of a message is."""
    kind = said["kind"]
    identity, certain = _identity(said, kind, authority, record_no)
    digest = register.digest(identity) if identity else None
    return Naming(
        kind=kind,
        identity=identity,
        certain=certain,
        born=_born(said),
        digest=digest,
        subject=None if digest is None else register.subjects.get(digest),
    )


def _identity(said: Record, kind: str, authority: str, record_no: str) -> tuple[str, bool]:
    registration_no = identifier(said["registration_no"])
    if kind == UNREGISTERED:
        return f"unregistered:{authority}:{registration_no or record_no}", True
    if kind == PERSON:
        return _document(said), True
    code_of_body = identifier(said["uscc"])[8:17] or identifier(said["org_code"]).replace("-", "")
    if code_of_body:
        return f"organisation:{code_of_body}", True
    return (f"registration:{registration_no}", False) if registration_no else ("", False)


def _document(said: Record) -> str:
    if not said["id_number"]:
        return ""
    kind = document_type(said["id_type"])
    if kind == ID_CARD:
        return f"person:{citizen_number(said['id_number'])}"
    country = identifier(said["id_country"]) or "CHN"
    return f"document:{kind}:{country}:{identifier(said['id_number'])}"


def _born(said: Record) -> date | None:
    if code(said["id_number"]) and document_type(said["id_type"]) == ID_CARD:
        return born_of(citizen_number(said["id_number"]))
    born: date | None = said["birth_date"]
    return born
