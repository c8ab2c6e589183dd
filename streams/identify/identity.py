"""
Whom a message names, as one canonical text per subject: equal texts, same subject (C25–C27, C30).

* An organisation or an individual business is its nine-character organisation code, which stands
  in its USCC, so that a body is one subject before and after it got a USCC, and whichever code a
  source knows.
* A person is the eighteen-digit citizen number, or document type, country and number.
* An unregistered subject is the authority that met it and the number it gave it; it is never
  matched beyond that authority, and gets no measures.
* A business registration number alone is weak: offices gave the same number twice. It counts only
  once a crosswalk ties it to a stronger code; until then its record is parked.

A name never identifies anybody.
"""

from dataclasses import dataclass, field
from typing import Final

from streams.accept.identifiers import uscc
from streams.accept.identifiers.other_document import ID_CARD, document_type
from streams.kinds.event import Authority, Subject, SubjectKind

#: What a blank `id_country` means (ISO 3166-1 alpha-3).
HOME: Final = "CHN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One subject for certain. `text` may hold an identity number: only its HMAC is looked up."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakIdentity:
    """
    A naming that finds a subject only through a crosswalk; `text` is what the crosswalk knows.
    """

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unidentified:
    """A naming without any code: a related person whom the source knows by name; stays text."""


def identity_of(
    subject: Subject, authority: Authority, record_no: str
) -> Identity | WeakIdentity | Unidentified:
    """
    Whom an accepted message names.

    `authority` and `record_no` are those of the event; they count for unregistered subjects only.
    """
    match subject.kind:
        case SubjectKind.PERSON:
            return _person(subject)
        case SubjectKind.UNREGISTERED:
            number = subject.registration_no or record_no
            return Identity(text=f"unregistered:{authority.uscc}:{number}")
        case SubjectKind.ORGANISATION | SubjectKind.INDIVIDUAL_BUSINESS:
            return _body(subject)


def _person(subject: Subject) -> Identity | Unidentified:
    if not subject.id_number:
        return Unidentified()
    kind = document_type(subject.id_type)
    if kind == ID_CARD:
        return Identity(text=f"person:{subject.id_number}")
    country = subject.id_country or HOME
    return Identity(text=f"document:{kind}:{country}:{subject.id_number}")


def _body(subject: Subject) -> Identity | WeakIdentity | Unidentified:
    code = uscc.organisation_code(subject.uscc) or subject.org_code
    if code:
        return Identity(text=f"organisation:{code}")
    if subject.registration_no:
        return WeakIdentity(text=f"registration:{subject.registration_no}")
    return Unidentified()
