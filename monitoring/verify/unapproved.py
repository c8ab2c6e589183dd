"""What waits for approval leaves only as AMEND of a burden that it makes milder (R12)."""

from typing import Final
from uuid import UUID

from monitoring.verify.bodies import DIRECTIVE, fields_of
from monitoring.verify.cells import Opener, of_body
from monitoring.verify.database import DatabaseMoment
from monitoring.verify.finding import Finding
from monitoring.verify.milder import Named, milder
from monitoring.verify.recount.due import Measure

#: What a partner can be told of a subject, by the names that a row of the catalogue has for it.
_TOLD_OF: Final = {
    "subject_name": ("name",),
    "subject_code": ("uscc", "org_code", "registration_no", "id_number"),
}


def check_unapproved(moment: DatabaseMoment, opener: Opener, finding: Finding) -> None:
    """Name each burden that left without the approval it waits for."""
    for row in moment.rows("unapproved"):
        directive_id, n, *measure, sent_as, terms, body, key, held_id, held, held_body, held_key = (
            row
        )
        amends = sent_as == "AMEND" and held_id is not None
        if not amends or not milder(
            terms,
            held,
            _named(opener, directive_id, body, key),
            _named(opener, held_id, held_body, held_key),
        ):
            where = f"{Measure(*measure)} n {n} ({directive_id})"
            finding.differ("claim", where, "left without the approval it waits for")


def named_in(body: bytes) -> Named:
    """What a body tells of its subject; nothing where it cannot be read."""
    said = fields_of(body, DIRECTIVE)
    subject = {} if isinstance(said, str) else said["subject"] or {}
    return frozenset(name for name, fields in _TOLD_OF.items() if any(map(subject.get, fields)))


def _named(opener: Opener, directive_id: UUID, body: bytes | None, key: int | None) -> Named:
    """What was told of the subject; a body that is missing or altered is named elsewhere."""
    if body is None or key is None:
        return frozenset()
    opened = opener.open(body, of_body(directive_id), key)
    return frozenset() if opened is None else named_in(opened)
