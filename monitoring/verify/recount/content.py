"""
The digest of what a version says, by which a repeat is known (R1).

Not of `event_id`, `version` and `action`. What the body says is its kind's.
"""

from hashlib import sha256

from monitoring.verify.recount.canonical import (
    Symbol,
    TextPart,
    Value,
    listed,
    texts,
    unless,
    written,
)
from monitoring.verify.recount.kinds.shape import Kind
from monitoring.verify.recount.writing import (
    ID_CARD,
    born_of,
    citizen_number,
    code,
    document_type,
    identifier,
    name,
    prose,
    text,
)
from schemas.codec import Record


def content_hash(kind: Kind, said: Record) -> bytes:
    """The digest of a decoded message of a kind, 32 bytes."""
    return sha256(written(_event(kind, said)).encode()).digest()


def _event(kind: Kind, said: Record) -> TextPart:
    authority = said["authority"]
    days = ("decided_on", "effective_from", "effective_until", "served_on", "published_on", "on")
    notice, case = said["notice"], said["case"]
    return TextPart(
        "Event",
        {
            "kind": kind.name,
            "record_no": text(said["record_no"]),
            "authority": TextPart(
                "Authority",
                {"name": text(authority["name"]), "uscc": identifier(authority["uscc"])},
                {},
            ),
            "body": TextPart(kind.name, *kind.body(said)),
        },
        {
            **{day: said[day] for day in days},
            **texts(said, "on_behalf_of", "document_no", "severity", "intent"),
            "region": code(said["region"]),
            "reason": prose(said["reason"]),
            "legal_basis": listed(prose, said["legal_basis"]),
            "subject": None if said["subject"] is None else _subject(said["subject"]),
            "related": tuple(map(_related, said["related"])),
            "objects": tuple(map(_object, said["objects"])),
            "case": None if case is None else TextPart("Case", {}, _case(case)),
            "notice": None if notice is None else TextPart("Notice", {}, notice),
            "disclosure": unless(said["disclosure"], "SHARED"),
        },
    )


def _subject(said: Record) -> TextPart:
    kind = document_type(said["id_type"]) if said["id_type"] else ""
    number, born = identifier(said["id_number"]), said["birth_date"]
    if number and kind == ID_CARD:
        number = citizen_number(said["id_number"])
        born = born_of(number)
    return TextPart(
        "Subject",
        {"kind": Symbol(said["kind"]), "name": name(said["name"])},
        {
            "uscc": identifier(said["uscc"]),
            "org_code": identifier(said["org_code"]).replace("-", ""),
            "registration_no": identifier(said["registration_no"]),
            "id_type": kind,
            "id_number": number,
            "id_country": identifier(said["id_country"]),
            "birth_date": born,
        },
    )


def _related(said: Record) -> TextPart:
    return TextPart(
        "Related",
        {"role": Symbol(said["role"]), "subject": _subject(said["subject"])},
        {
            "named_by_source": said["named_by_source"],
            "role_from": said["from"],
            "role_to": said["to"],
        },
    )


def _object(said: Record) -> TextPart:
    return TextPart("PropertyObject", {"kind": code(said["kind"])}, texts(said, "type", "number"))


def _case(said: Record) -> dict[str, Value]:
    return {**texts(said, "case_no", "party_role"), "parties_total": said["parties_total"]}
