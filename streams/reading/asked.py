"""Whom a question is about: a code as it stands on a certificate, checked (E1001 to E1006)."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Final
from uuid import UUID

from streams.accept.identifiers import citizen_id
from streams.accept.identifiers import uscc as social_code
from streams.accept.identifiers.citizen_id import CitizenId
from streams.accept.identifiers.flaw import written
from streams.accept.identifiers.other_document import ID_CARD
from streams.accept.subjects import subject_of
from streams.accept.text import clean
from streams.identify.identity import Unidentified, WeakIdentity, identity_of
from streams.identify.pseudonym import PseudonymKey, pseudonym
from streams.kinds.event import Authority, Subject
from streams.kinds.limit import DEFAULT
from streams.kinds.problem import Problem

#: A question names nobody; the check of a claim wants some name.
_NAME: Final = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The codes of a question; one is enough. A citizen's number needs no `id_type`."""

    uscc: str = field(default="", repr=False)
    org_code: str = field(default="", repr=False)
    registration_no: str = field(default="", repr=False)
    id_type: str = ""
    id_number: str = field(default="", repr=False)
    id_country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weak:
    """A code that alone names nobody for certain."""


def identity_asked(asked: Asked, today: date, key: PseudonymKey) -> UUID | Weak | Problem:
    """The keyed identity a question is about, or why there is none."""
    record: dict[str, object] = {"name": _NAME, "birth_date": None}
    for each in fields(asked):
        text = clean(getattr(asked, each.name), DEFAULT)
        if text is None:
            return Problem(code="E1106", field=each.name)
        record[each.name] = text
    record["kind"] = _kind(record)
    if record["kind"] == "PERSON" and not record["id_type"]:
        record["id_type"] = ID_CARD
    found = subject_of(record, "", today)
    return found if isinstance(found, Problem) else _identity(found, key)


def asked_code(code: str, id_type: str = "", id_country: str = "") -> Asked:
    """
    A bare code, as somebody types it: of a document, if its type is said, else known by its form.

    One citizen's number in 31 also passes the check of a social credit code. It is a citizen's: no
    body's code has a birth date and that check character but by chance, and whoever means such a
    body asks by its organisation code.
    """
    if id_type:
        return Asked(id_type=id_type, id_number=code.strip(), id_country=id_country)
    bare = written(code.strip()).replace("-", "")
    if len(bare) == len("MA0000007"):
        return Asked(org_code=bare)
    if isinstance(citizen_id.check(bare), CitizenId):
        return Asked(id_number=bare)
    if isinstance(social_code.check(bare), str) or not bare[:-1].isdigit():
        return Asked(uscc=bare)
    return Asked(id_number=bare)


def _identity(subject: Subject, key: PseudonymKey) -> UUID | Weak:
    identity = identity_of(subject, Authority(name="", uscc=""), "")
    if isinstance(identity, Unidentified | WeakIdentity):
        return Weak()
    return pseudonym(identity, key)


def _kind(record: dict[str, object]) -> str:
    if record["id_number"]:
        return "PERSON"
    code = record["uscc"]
    assert isinstance(code, str)
    single = bool(code) and social_code.individual_business(code)
    return "INDIVIDUAL_BUSINESS" if single else "ORGANISATION"
