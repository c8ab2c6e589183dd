"""What goes for the first time: its place in the stream and its body (R13)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from connectors.channels.kinds import KINDS
from schemas.catalogue.model import Catalogue, Partner
from streams.send.body import ClaimFields, directive_fields
from streams.send.claim import Claim
from streams.send.directive import Directive
from streams.sending.stream_rows import StreamRow
from streams.sending.visible_fields import visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstClaim:
    """
    One directive that is about to get its sequence, with the bytes its partner will get.

    `within_s`: so long its partner has to answer. `milder`: as `Claim.milder`.
    """

    row: StreamRow
    claimed: ClaimFields
    within_s: int
    milder: bool
    body: bytes = field(repr=False)


def first_claims(
    claims: Iterable[tuple[StreamRow, Claim]],
    *,
    directives: Mapping[UUID, Directive],
    sequences: Mapping[UUID, int],
    delivered: Mapping[UUID, int],
    catalogues: Iterable[Catalogue],
    partner: Partner,
    now: datetime,
) -> list[FirstClaim]:
    """
    Each claim with the next sequence of its subject's stream, in the order given.

    `sequences`: the last one given of each stream; `delivered`: the highest surely delivered.
    `catalogues`: the one in force, then those loaded before, the newest first.
    """
    encode, last = KINDS[partner.channel].encode, dict(sequences)
    found: list[FirstClaim] = []
    for row, claim in claims:
        last[row.subject] += 1
        directive = directives[row.directive_id]
        within_s = directive.terms.answer_within_s or partner.answer_within_s
        claimed = ClaimFields(
            action=claim.action,
            sequence=last[row.subject],
            previous_sequence=delivered.get(row.subject, 0),
            supersedes=claim.supersedes,
            visible=visible_to(directive, catalogues),
            claimed_at=now,
            answer_by=now + timedelta(seconds=within_s),
        )
        body = encode(directive_fields(directive, claimed), now)
        found.append(
            FirstClaim(row=row, claimed=claimed, within_s=within_s, milder=claim.milder, body=body)
        )
    return found
