"""
What the body of a directive says, fixed at the first claim (R13).

Its bytes are the channel's: `connectors/channels/`.

Every IMPOSE and AMEND is complete, "hold exactly this". Only what the catalogue shows stands in
it: the terms were cut when they were decided, the subject is cut here (D13).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from streams.kinds.event import Subject
from streams.send.directive import Directive, DirectiveAction

#: So many grounds are named; they explain a measure and are no part of what must be held.
GROUNDS_NAMED: Final = 20
SUBJECT_NAME, SUBJECT_CODE = "subject_name", "subject_code"
#: Fields of the subject that a row may make visible.
SUBJECT: Final = frozenset({SUBJECT_NAME, SUBJECT_CODE})

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFields:
    """What the claim adds to a decided directive."""

    action: DirectiveAction
    sequence: int
    previous_sequence: int
    supersedes: UUID | None
    visible: frozenset[str]
    claimed_at: datetime
    answer_by: datetime


def directive_fields(directive: Directive, claimed: ClaimFields) -> Fields:
    """The fields of `directive.avsc`, dates and times as such."""
    terms = directive.terms
    lifts = claimed.action is DirectiveAction.LIFT
    return {
        "directive_id": str(directive.directive_id),
        "measure_id": str(directive.measure_id),
        "sequence": claimed.sequence,
        "previous_sequence": claimed.previous_sequence,
        "subject_key": str(directive.key.subject),
        "action": claimed.action.value,
        "supersedes": "" if claimed.supersedes is None else str(claimed.supersedes),
        "measure": directive.key.measure,
        "binding": terms.binding.value,
        "effect": terms.effect.name,
        "subject": visible_subject(directive.naming, claimed.visible),
        "grounds": [
            {"source": ground.source, "record_no": ground.record_no, "trigger": ground.trigger}
            for ground in terms.grounds[:GROUNDS_NAMED]
        ],
        "case": {"case_no": terms.case_no} if terms.case_no else None,
        "original_order_no": terms.original_order_no,
        "object": terms.object,
        "amount_fen": terms.amount_fen,
        "currency": terms.currency,
        "documents": [
            {"name": document.name, "sha256": document.sha256}
            for document in (directive.documents if lifts else terms.documents)
        ],
        "legal_basis": list(terms.legal_basis),
        "list_version": terms.list_version,
        "valid_from": terms.valid_from,
        "valid_until": terms.valid_until,
        "reason": directive.reason or terms.reason,
        "answer_by": claimed.answer_by,
        "partner": directive.key.partner,
        "publication": None,
        "rate_fen": None,
        "unit": "",
    }


def visible_subject(naming: Subject | None, visible: frozenset[str]) -> Fields | None:
    """Name and codes as far as they are visible; None where nothing is."""
    name, code = SUBJECT_NAME in visible, SUBJECT_CODE in visible
    if naming is None or not (name or code):
        return None
    return {
        "kind": naming.kind.value,
        "name": naming.name if name else "",
        "uscc": naming.uscc if code else "",
        "org_code": naming.org_code if code else "",
        "registration_no": naming.registration_no if code else "",
        "id_type": naming.id_type if code else "",
        "id_number": naming.id_number if code else "",
        "id_country": naming.id_country if code else "",
        "birth_date": None,
    }
