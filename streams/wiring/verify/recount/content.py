"""
The digest of what a version says, by which a repeat is known (R1).

Its text is stored data and can only be the line's: every normalised field that differs from its
default, by name, with type and length; not `event_id`, `version` and `action`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Final, NamedTuple, TypeAlias

from schemas.codec import Record
from streams.wiring.verify.recount.writing import (
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


class Symbol(str):
    """One of a field's fixed words."""

    __slots__ = ()


class Part(NamedTuple):
    """A record: fields that always stand in the text, and those that do unless they are blank."""

    kind: str
    always: Mapping[str, "Value"]
    else_blank: Mapping[str, "Value"]


Value: TypeAlias = str | int | date | Part | tuple["Value", ...] | None

_COLOURS: Final = ("BLACK", "RED", "WATCH")
_ORDERS: Final = ("FREEZE", "CONTINUE", "UNFREEZE", "SEAL", "RENEW", "UNSEAL")


def content_hash(kind: str, said: Record) -> bytes:
    """The digest of a decoded message of a kind, 32 bytes."""
    return sha256(_written(_event(kind, said)).encode()).digest()


def _written(value: Value) -> str:
    match value:
        case Part():
            fields = dict(value.always)
            fields |= {field: v for field, v in value.else_blank.items() if not _blank(v)}
            return f"({value.kind} {''.join(f'{n}={_written(fields[n])}' for n in sorted(fields))})"
        case tuple():
            return f"l{len(value)}:{''.join(_written(one) for one in value)}"
        case Symbol():
            return f"e{value};"
        case str():
            return f"s{len(value)}:{value}"
        case bool():
            return "t" if value else "f"
        case date():
            return f"d{value.toordinal()};"
        case _:
            return f"i{value};"


def _blank(value: Value) -> bool:
    """Whether it is its field's default: no number is, since these have none."""
    return value is None or value is False or value in ("", ())


def _event(kind: str, said: Record) -> Part:
    authority = said["authority"]
    days = ("decided_on", "effective_from", "effective_until", "served_on", "published_on", "on")
    notice, case = said["notice"], said["case"]
    return Part(
        "Event",
        {
            "kind": kind,
            "record_no": text(said["record_no"]),
            "authority": _part(
                "Authority", name=text(authority["name"]), uscc=identifier(authority["uscc"])
            ),
            "body": _BODIES[kind](said),
        },
        {
            **{day: said[day] for day in days},
            **_texts(said, ("on_behalf_of", "document_no", "severity", "intent")),
            "region": code(said["region"]),
            "reason": prose(said["reason"]),
            "legal_basis": _list(prose, said["legal_basis"]),
            "subject": None if said["subject"] is None else _subject(said["subject"]),
            "related": tuple(map(_related, said["related"])),
            "objects": tuple(map(_object, said["objects"])),
            "case": None if case is None else Part("Case", {}, _case(case)),
            "notice": None if notice is None else Part("Notice", {}, notice),
            "disclosure": _unless(said["disclosure"], "SHARED"),
        },
    )


def _subject(said: Record) -> Part:
    kind = document_type(said["id_type"]) if said["id_type"] else ""
    number, born = identifier(said["id_number"]), said["birth_date"]
    if number and kind == ID_CARD:
        number = citizen_number(said["id_number"])
        born = born_of(number)
    return Part(
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


def _related(said: Record) -> Part:
    return Part(
        "Related",
        {"role": Symbol(said["role"]), "subject": _subject(said["subject"])},
        {
            "named_by_source": said["named_by_source"],
            "role_from": said["from"],
            "role_to": said["to"],
        },
    )


def _object(said: Record) -> Part:
    return Part("PropertyObject", {"kind": code(said["kind"])}, _texts(said, ("type", "number")))


def _case(said: Record) -> dict[str, Value]:
    return {**_texts(said, ("case_no", "party_role")), "parties_total": said["parties_total"]}


def _penalty(said: Record) -> Part:
    plain = ("licence", "reported_by_name")
    return Part(
        "AdministrativePenalty",
        {},
        {
            **_proses(said, ("violation", "violation_facts", "content")),
            **_texts(said, plain),
            "categories": _list(text, said["categories"]),
            "clauses": _list(code, said["clauses"]),
            "reported_by_uscc": code(said["reported_by_uscc"]),
            **{field: said[field] for field in ("fine_fen", "confiscated_fen", "publish_until")},
        },
    )


def _list_entry(said: Record) -> Part:
    colour = said["colour"] if said["colour"] in _COLOURS else _COLOURS[0]
    return Part(
        "ListEntry",
        {"list_code": code(said["list_code"])},
        {
            "colour": _unless(colour, "BLACK"),
            "cause": prose(said["cause"]),
            "amount_fen": said["amount_fen"],
        },
    )


def _judgment_default(said: Record) -> Part:
    words = ("duty", "performance", "performed_part", "unperformed_part")
    return Part(
        "JudgmentDefault",
        {},
        {
            **_proses(said, words),
            **_texts(said, ("basis_no", "basis_unit")),
            "filed_on": said["filed_on"],
            "circumstances": _list(text, said["circumstances"]),
        },
    )


def _spending_restriction(said: Record) -> Part:
    restricted = _list(text, said["restricted"])
    return Part(
        "SpendingRestriction", {}, {**_texts(said, ("applicant",)), "restricted": restricted}
    )


def _enforcement_order(said: Record) -> Part:
    return Part(
        "EnforcementOrder",
        {
            "order": Symbol(said["order"] if said["order"] in _ORDERS else _ORDERS[0]),
            "addressee": code(said["addressee"]),
        },
        {
            "original_order_no": text(said["original_order_no"]),
            "amount_fen": said["amount_fen"],
            "currency": code(said["currency"]).upper(),
            "documents": tuple(map(_document, said["documents"])),
        },
    )


def _document(said: Record) -> Part:
    return Part("Document", {"name": text(said["name"])}, {"sha256": code(said["sha256"]).lower()})


def _repair(said: Record) -> Part:
    return Part("RepairDecision", {"target": _target(said)}, _texts(said, ("method",)))


def _mark(said: Record) -> Part:
    return Part("ObjectionMark", {"target": _target(said)}, _texts(said, ("objection_no",)))


def _target(said: Record) -> Part:
    target = said["target"]
    return _part(
        "Target", department=code(target["department"]), record_no=text(target["record_no"])
    )


def _part(kind: str, **fields: Value) -> Part:
    return Part(kind, fields, {})


def _texts(said: Record, fields: Iterable[str]) -> dict[str, Value]:
    return {field: text(said[field]) for field in fields}


def _proses(said: Record, fields: Iterable[str]) -> dict[str, Value]:
    return {field: prose(said[field]) for field in fields}


def _list(form: Callable[[str], str], said: Iterable[str]) -> tuple[Value, ...]:
    return tuple(map(form, said))


def _unless(symbol: str, default: str) -> Symbol | None:
    return None if symbol == default else Symbol(symbol)


_BODIES: Final[Mapping[str, Callable[[Record], Part]]] = {
    "AdministrativePenalty": _penalty,
    "ListEntry": _list_entry,
    "JudgmentDefault": _judgment_default,
    "SpendingRestriction": _spending_restriction,
    "EnforcementOrder": _enforcement_order,
    "RepairDecision": _repair,
    "ObjectionMark": _mark,
}
