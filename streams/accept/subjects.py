"""
Whom a message names: identifiers checked, and fitting the kind of subject (E1001–E1006).

The main subject needs a code; a related person without one stays text (nothing follows for it).
"""

import re
from datetime import date
from typing import Final

from schemas.codec import Record
from streams.accept.identifiers import citizen_id, org_code, other_document, uscc
from streams.accept.identifiers.citizen_id import CitizenId
from streams.accept.identifiers.flaw import Flaw, masked, told, written
from streams.accept.identifiers.other_document import ID_CARD
from streams.kinds.event import Related, Role, Subject, SubjectKind
from streams.kinds.problem import Problem

_KINDS: Final = {kind.value: kind for kind in SubjectKind}
_ROLES: Final = {role.value: role for role in Role}
_COUNTRY: Final = re.compile(r"[A-Z]{3}", re.ASCII)


def subject_of(record: Record, at: str, today: date, *, main: bool = True) -> Subject | Problem:
    """
    The subject of a swept record, its identifiers in normal form, or what is wrong with it.

    `at` is the path of the record with its dot, `today` the day the message was appended. A citizen
    number also gives the birth date.
    """
    kind = _KINDS.get(record["kind"])
    if kind is None:
        return Problem(code="E1102", field=f"{at}kind")
    if not record["name"]:
        return Problem(code="E1101", field=f"{at}name")
    code = _body_code(record, at)
    if isinstance(code, Problem):
        return code
    person = _document(record, at, today)
    if isinstance(person, Problem):
        return person
    registration_no = record["registration_no"]
    if registration_no:
        registration_no = written(registration_no)
        if masked(registration_no):
            return Problem(code="E1005", field=f"{at}registration_no")
        if not told(registration_no):
            return Problem(code="E1103", field=f"{at}registration_no")
    subject = Subject(
        kind=kind,
        name=record["name"],
        uscc=code[0],
        org_code=code[1],
        registration_no=registration_no,
        id_type=person[0],
        id_number=person[1],
        id_country=record["id_country"] and written(record["id_country"]),
        birth_date=person[2],
    )
    return _fitting(subject, at, main=main) or subject


def related_of(record: Record, place: int, today: date) -> Related | Problem:
    """One related person or body of a swept record, with the time in the role."""
    at = f"related[{place}]."
    role = _ROLES.get(record["role"])
    if role is None:
        return Problem(code="E1102", field=f"{at}role")
    subject = subject_of(record["subject"], f"{at}subject.", today, main=False)
    if isinstance(subject, Problem):
        return subject
    start, end = record["from"], record["to"]
    if start is not None and end is not None and end < start:
        return Problem(code="E1202", field=f"{at}to")
    return Related(
        role=role,
        subject=subject,
        named_by_source=record["named_by_source"],
        role_from=start,
        role_to=end,
    )


def flaw_code(flaw: Flaw, otherwise: str) -> str:
    """The code of a flaw; `otherwise` for a number that is simply wrong."""
    match flaw:
        case Flaw.PLACEHOLDER:
            return "E1004"
        case Flaw.MASKED:
            return "E1005"
        case _:
            return otherwise


def _body_code(record: Record, at: str) -> tuple[str, str] | Problem:
    code, short = record["uscc"], record["org_code"]
    if code:
        checked = uscc.check(code)
        if isinstance(checked, Flaw):
            return Problem(code=flaw_code(checked, "E1002"), field=f"{at}uscc")
        code = checked
    if short and not (code and short == uscc.organisation_code(code)):
        checked = org_code.check(short)
        if isinstance(checked, Flaw):
            return Problem(code=flaw_code(checked, "E1002"), field=f"{at}org_code")
        short = checked
        if code and uscc.organisation_code(code) != short:
            return Problem(code="E1001", field=f"{at}org_code")
    return code, short


def _document(record: Record, at: str, today: date) -> tuple[str, str, date | None] | Problem:
    """Type, number and birth date."""
    kind, born = record["id_type"], record["birth_date"]
    if kind:
        kind = other_document.document_type(kind)
    if born is not None and born > today:
        return Problem(code="E1003", field=f"{at}birth_date")
    if not record["id_number"]:
        return kind, "", born
    if masked(record["id_number"]):
        return Problem(code="E1005", field=f"{at}id_number")
    if not kind:
        return Problem(code="E1005", field=f"{at}id_type")
    if kind != ID_CARD:
        number = other_document.check(record["id_number"])
        if isinstance(number, Flaw):
            return Problem(code=flaw_code(number, "E1003"), field=f"{at}id_number")
        return kind, number, born
    card = citizen_id.check(record["id_number"])
    if not isinstance(card, CitizenId):
        return Problem(code=flaw_code(card, "E1003"), field=f"{at}id_number")
    if card.birth_date > today:
        return Problem(code="E1003", field=f"{at}id_number")
    if born is not None and born != card.birth_date:
        return Problem(code="E1003", field=f"{at}birth_date")
    return kind, card.number, card.birth_date


def _fitting(subject: Subject, at: str, *, main: bool) -> Problem | None:
    """What does not fit the kind of subject, or is missing in a main one."""
    if subject.id_country and _COUNTRY.fullmatch(subject.id_country) is None:
        return Problem(code="E1103", field=f"{at}id_country")
    match subject.kind:
        case SubjectKind.PERSON:
            return _fitting_person(subject, at, main=main)
        case SubjectKind.UNREGISTERED:
            if subject.uscc or subject.org_code:
                return Problem(code="E1006", field=f"{at}kind")
        case SubjectKind.ORGANISATION | SubjectKind.INDIVIDUAL_BUSINESS:
            single = subject.kind is SubjectKind.INDIVIDUAL_BUSINESS
            if subject.uscc and uscc.individual_business(subject.uscc) is not single:
                return Problem(code="E1006", field=f"{at}uscc")
            if subject.id_number and not single:
                return Problem(code="E1006", field=f"{at}id_number")
            if main and not (subject.uscc or subject.org_code or subject.registration_no):
                return Problem(code="E1105", field=f"{at}uscc")
    return None


def _fitting_person(subject: Subject, at: str, *, main: bool) -> Problem | None:
    if subject.uscc or subject.org_code:
        return Problem(code="E1006", field=f"{at}uscc")
    if main and not subject.id_number:
        return Problem(code="E1005", field=f"{at}id_number")
    return None
