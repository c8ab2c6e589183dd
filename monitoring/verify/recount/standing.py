"""How a fact stands on a day, as readers of the pool are told it (R3 to R5, R30)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from monitoring.verify.recount.attached import deeds
from monitoring.verify.recount.facts import Fact, facts
from monitoring.verify.recount.keys import fact_key, party_key, record_key
from monitoring.verify.recount.kinds.shape import Deed, Nature
from monitoring.verify.recount.record import Record
from monitoring.verify.recount.version import RecordId
from monitoring.verify.recount.world import World


class Standing(NamedTuple):
    """
    What is told of one fact.

    `state`: STANDING, MARKED (it stands under an open objection), REPAIRED, ENDED or REVOKED.
    `effective_until`: the last day that the decision names. `list_code`, `colour`: "" = of none.
    All but `state` is of the record that rules; where none does any more, of the first.
    """

    subject: UUID | None
    kind: str
    state: str
    source: str
    provenances: int
    decided_on: date | None
    effective_until: date | None
    list_code: str
    colour: str
    disclosure: str


class Stands(NamedTuple):
    """A fact by its id, with the record that speaks for it; `told`: readers may be told (R30)."""

    fact: UUID
    record: RecordId
    standing: Standing
    told: bool


def standings(world: World) -> Iterator[Stands]:
    """Every fact of the pool; attachments are about facts and are none."""
    for fact in facts(world):
        if fact.kind.nature is not Nature.ATTACHMENT:
            yield _stands(world, fact)


def _stands(world: World, fact: Fact) -> Stands:
    acting = deeds(world, fact)
    withdrawn = {record for deed, record in acting if deed is Deed.WITHDRAWS}
    ruling = ruling_of(fact, withdrawn, world.day)
    speaker = ruling or fact.members[0]
    naming = speaker.content.subject
    standing = Standing(
        subject=None if naming is None else naming.subject,
        kind=speaker.content.kind.name,
        state=_state(ruling, speaker, {deed for deed, _ in acting}),
        source=speaker.source,
        provenances=len(fact.members),
        decided_on=speaker.content.decided_on,
        effective_until=speaker.content.effective_until,
        list_code=speaker.content.listed.code,
        colour=speaker.content.listed.colour,
        disclosure=speaker.content.disclosure,
    )
    return Stands(fact.id, speaker.id, standing, speaker.content.tellable)


def ruling_of(fact: Fact, withdrawn: set[RecordId], day: date) -> Record | None:
    """The record whose content rules on a day, None if none holds the fact up any more (R4)."""
    if fact.decider is not None:
        return fact.decider if fact.decider.live(day) else None
    return next((c for c in fact.copies if c.live(day) and c.id not in withdrawn), None)


def _state(ruling: Record | None, speaker: Record, acting: set[Deed]) -> str:
    if ruling is None:
        return "REVOKED" if speaker.revoked else "ENDED"
    if Deed.REPAIRS in acting:
        return "REPAIRED"
    return "MARKED" if Deed.MARKS in acting else "STANDING"


def ids_ever(records: Iterable[Record]) -> set[UUID]:
    """Under which ids these records can ever have been facts, however they were grouped."""
    found: set[UUID] = set()
    for record in records:
        keys = {fact_key(version) for version in record.versions if version.complete}
        parties = {
            party_key(key, subject) for key in keys for subject in (*record.named_ever, None)
        }
        found |= {record_key(record.id), *keys, *parties}
    return found
