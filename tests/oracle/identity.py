"""Whom a claim is about: two claims name the same subject iff their identities are equal."""

from datetime import date

from streams.kinds.event import Event, Subject, SubjectKind

#: 居民身份证, the document type whose number carries a birth date.
CITIZEN_ID = "ID_CARD"

CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity(claim: Subject | None, authority_uscc: str) -> str | None:
    """
    Return the canonical identity of a claim, or None if it holds no code that identifies.

    An organisation is its nine-character organisation code, which stands inside its USCC. A person
    is a document's type, country and number. An unregistered subject is its authority together with
    the number that authority gave it. A name never identifies.
    """
    if claim is None:
        return None
    match claim.kind:
        case SubjectKind.ORGANISATION | SubjectKind.INDIVIDUAL_BUSINESS:
            code = claim.uscc[8:17] or claim.org_code.replace("-", "")
            return f"organisation {code}" if code else None
        case SubjectKind.PERSON:
            if not claim.id_number:
                return None
            if claim.id_type == CITIZEN_ID:
                return f"citizen {eighteen_digits(claim.id_number)}"
            return f"document {claim.id_type} {claim.id_country or 'CHN'} {claim.id_number}"
        case SubjectKind.UNREGISTERED:
            number = claim.registration_no or claim.id_number
            return f"unregistered {authority_uscc} {number}" if number else None


def eighteen_digits(number: str) -> str:
    """Return a citizen number in its 18-digit form: century and check digit added to an old one."""
    if len(number) != 15:
        return number
    seventeen = number[:6] + "19" + number[6:]
    total = sum(int(c) * w for c, w in zip(seventeen, CITIZEN_WEIGHTS, strict=True))
    return seventeen + "10X98765432"[total % 11]


def subject_of(event: Event) -> str | None:
    """Return the identity of the main subject of an event."""
    return identity(event.subject, event.authority.uscc)


def birth_date(claim: Subject) -> date | None:
    """Return the birth date a claim tells, outright or inside a citizen number."""
    if claim.birth_date is not None:
        return claim.birth_date
    if claim.kind is SubjectKind.PERSON and claim.id_type == CITIZEN_ID:
        digits = eighteen_digits(claim.id_number)[6:14]
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return None
