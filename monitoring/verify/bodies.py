"""
Invariant 2 in what was sent: the bytes of a claim say what its row says (R13, D13).

Each directive's claim names the subject of its row. What is marked as sent to a partner with a
topic stands there, byte for byte.
"""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

from monitoring.verify.cells import Opener, of_body, of_claim, of_result_body
from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding
from monitoring.verify.partner_topics import PartnerTopics
from monitoring.verify.progress import Tell, told
from monitoring.verify.recount.due import Measure
from monitoring.verify.recount.naming import UNREGISTERED, Register, naming_of
from schemas.catalogue.model import Effect
from schemas.codec import Decoded, decode_known
from schemas.json_form import to_json

#: The contract of what a partner is told.
DIRECTIVE: Final = "credit.directives.Directive"
_RESULT: Final = "credit.directives.OrderResult"
#: Of more grounds the others explain a measure and are not told.
_GROUNDS_NAMED: Final = 20
#: How somebody can be named; what the stored claim leaves out is blank.
_CODES: Final = ("uscc", "org_code", "registration_no", "id_type", "id_number", "id_country")
_BLANK: Final = dict.fromkeys(("name", *_CODES), "")

Fields = Mapping[str, Any]


class BodyRow(NamedTuple):
    """One directive, as its statement gives it."""

    directive_id: UUID
    measure_id: UUID
    partner: str
    subject: UUID
    measure: str
    instance: str
    action: str
    terms: Fields
    documents: list[Fields]
    reason: str
    sequence: int | None
    previous_sequence: int | None
    sent_as: str | None
    supersedes: UUID | None
    sent: bool
    key_version: int
    naming: bytes
    body_key: int | None
    body: bytes | None
    identities: list[UUID] | None

    @property
    def name(self) -> str:
        """How it is named in findings."""
        key = Measure(self.partner, self.subject, self.measure, self.instance)
        return f"{key} ({self.directive_id})"


class Bodies(NamedTuple):
    """What opens and checks them; `topics` None: the broker is not asked."""

    opener: Opener
    secret: bytes
    topics: PartnerTopics | None


def check_bodies(
    moment: DatabaseMoment, by: Bodies, subjects: list[UUID] | None, finding: Finding, tell: Tell
) -> None:
    """Open claim and body of every directive, or of those of some subjects."""
    register = Register(secret=by.secret, subjects={})
    given = {"subjects": subjects}
    rows = told(moment.stream("bodies", given), tell, "directives opened", every=10_000)
    for row in map(BodyRow._make, rows):
        named = _named(row, by.opener, register, finding)
        if row.body is not None and row.body_key is not None:
            finding.count("bodies opened")
            body = by.opener.open(row.body, of_body(row.directive_id), row.body_key)
            if body is None:
                finding.differ("body", row.name, "its body was altered")
            else:
                _said(row, body, named, finding)
                if row.sent:
                    _stands(by.topics, row.partner, row.name, body, finding)
    for result in moment.stream("result_bodies", given):
        _result(by, result, finding)


def _named(row: BodyRow, opener: Opener, register: Register, finding: Finding) -> Fields:
    """How a directive's claim names its subject; nothing where it cannot be told."""
    plain = opener.open(row.naming, of_claim(row.directive_id), row.key_version)
    if plain is None:
        finding.differ("named", row.name, "how it names its subject was altered")
        return {}
    said = json.loads(plain)
    if said is None:
        if row.action != "LIFT":
            finding.differ("named", row.name, "it names nobody")
        return {}
    naming = {**_BLANK, **said}
    if naming["kind"] != UNREGISTERED:
        digest = naming_of({**naming, "birth_date": None}, "", "", register).digest
        if digest not in (row.identities or ()):
            finding.differ("named", row.name, "it names somebody else than its subject")
    return naming


def _said(row: BodyRow, body: bytes, named: Fields, finding: Finding) -> None:
    said = fields_of(body, DIRECTIVE)
    if isinstance(said, str):
        finding.differ("body", row.name, said)
        return
    others = [name for name, so in _so(row).items() if said.get(name) != so]
    if _other(said.get("partner", ""), row.partner):
        others.append("partner")
    if (said["case"] or {}).get("case_no", "") != row.terms["case_no"]:
        others.append("case")
    whom = said["subject"] or {}
    if any(whom.get(name) and whom[name] != named.get(name) for name in ("kind", *_BLANK)):
        others.append("subject")
    if others:
        finding.differ("body", row.name, f"its body says another {', '.join(others)} than its row")


def fields_of(body: bytes, contract: str) -> Fields | str:
    """What a body says as JSON, or why it cannot be read: a framed record or a webhook's JSON."""
    if _framed(body):
        decoded = decode_known(body)
        if not isinstance(decoded, Decoded):
            return f"its body cannot be read: {decoded.why}"
        if decoded.contract.subject != contract:
            return f"its body is a {decoded.contract.subject}"
        fields = to_json(decoded.record)
    else:
        try:
            fields = json.loads(body)["data"]
        except (ValueError, KeyError, TypeError):
            return "its body is neither a record nor a webhook's"
    return fields if isinstance(fields, dict) else "its body is no record"


def _other(said: str, partner: str) -> bool:
    """Whether a body is for another partner; what was claimed before says nothing of that."""
    return said not in ("", partner)


def _framed(body: bytes) -> bool:
    return body.startswith(b"\0")


def _so(row: BodyRow) -> Fields:
    """What the body of a row must say, but for its subject, its case and until when to answer."""
    terms = row.terms
    told_terms = (
        "binding",
        "original_order_no",
        "object",
        "amount_fen",
        "currency",
        "legal_basis",
        "list_version",
        "valid_from",
        "valid_until",
    )
    return {
        "directive_id": str(row.directive_id),
        "measure_id": str(row.measure_id),
        "sequence": row.sequence,
        "previous_sequence": row.previous_sequence,
        "subject_key": str(row.subject),
        "action": row.sent_as,
        "supersedes": "" if row.supersedes is None else str(row.supersedes),
        "measure": row.measure,
        "effect": Effect(terms["effect"]).name,
        "grounds": terms["grounds"][:_GROUNDS_NAMED],
        "documents": row.documents if row.sent_as == "LIFT" else terms["documents"],
        "reason": row.reason or terms["reason"],
        **{name: terms[name] for name in told_terms},
    }


def _result(by: Bodies, row: tuple[Any, ...], finding: Finding) -> None:
    result_id, partner, subject, sequence, previous, sent, key_version, sealed = row
    name = f"result {result_id} at {partner} on {subject}"
    finding.count("results of orders opened")
    body = sealed and by.opener.open(sealed, of_result_body(result_id), key_version)
    if not body:
        finding.differ("body", name, "its body was altered" if sealed else "it has no body")
        return
    so = {
        "result_id": str(result_id),
        "subject_key": str(subject),
        "sequence": sequence,
        "previous_sequence": previous,
    }
    said = fields_of(body, _RESULT)
    if isinstance(said, str):
        finding.differ("body", name, said)
    else:
        others = [field for field, value in so.items() if said.get(field) != value]
        others += ["recipient"] if _other(said["recipient"], partner) else []
        if others:
            finding.differ("body", name, f"its body says another {', '.join(others)} than its row")
    if sent:
        _stands(by.topics, partner, name, body, finding)


def _stands(
    topics: PartnerTopics | None, partner: str, name: str, body: bytes, finding: Finding
) -> None:
    if topics is not None and _framed(body) and topics.lacks(partner, body):
        finding.differ("sent", name, f"is marked as sent and is not on sanctions.{partner}")
