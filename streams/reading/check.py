"""
办事核查: may this be granted? What is in force for a subject among the measures of one item.

Three answers. RESTRICTED: something is in force. CLEAR: nothing is, and the hub is up to date.
UNKNOWN: the hub cannot say, and that is not CLEAR.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from schemas.catalogue.model import CheckItem
from streams.reading.as_of import AsOf
from streams.reading.asked import Weak
from streams.reading.edition import edition_behind, way_off
from streams.reading.held_up import GroundSeen, as_held_up, grounds_seen, judged_now
from streams.reading.opened import Opened
from streams.rule.measure import MeasureKey
from streams.statements import reading_statement
from streams.store.forms import terms_of


class Verdict(StrEnum):
    """What an official is told."""

    CLEAR = "CLEAR"  #: 未见限制
    RESTRICTED = "RESTRICTED"  #: 存在限制
    UNKNOWN = "UNKNOWN"  #: 无法确定


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """
    One measure in force, why, and until when (None: until it is lifted).

    `grounds`: all that hold it up now; each has to go before it is lifted.
    """

    directive_id: UUID
    measure: str
    name: str
    partner: str
    binding: str
    effect: str
    until: date | None
    legal_basis: tuple[str, ...]
    grounds: tuple[GroundSeen, ...]
    remedy: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The answer. `why`: why it is UNKNOWN, else blank."""

    verdict: Verdict
    why: str
    item: str
    item_name: str
    subject_key: UUID | None
    restrictions: tuple[Restriction, ...]
    as_of: AsOf


def check(
    opened: Opened, item: CheckItem, identity: UUID | Weak, when: AsOf, today: date
) -> Checked:
    """
    Whether something of the item's measures is in force for a subject.

    A measure whose last day is before `today` burdens nobody any more, also if the tick that lifts
    it is late. Nothing in force is CLEAR only if the answer is of now.
    """
    subject = None if isinstance(identity, Weak) else opened.subject_of(identity)
    found = () if subject is None else tuple(_in_force(opened, item, subject, when, today))
    why = when.stale
    if isinstance(identity, Weak):
        why = "a registration number alone names nobody for certain: ask by the social credit code"
    verdict = Verdict.CLEAR
    if found:
        verdict = Verdict.RESTRICTED
    elif why:
        verdict = Verdict.UNKNOWN
    return Checked(
        verdict=verdict,
        why=why if verdict is Verdict.UNKNOWN else "",
        item=item.id,
        item_name=item.name,
        subject_key=subject,
        restrictions=found,
        as_of=when,
    )


def _in_force(
    opened: Opened, item: CheckItem, subject: UUID, when: AsOf, today: date
) -> Iterator[Restriction]:
    given = {"subject": subject, "measures": sorted(item.measures)}
    rows = opened.connection.execute(reading_statement("in_force_of"), given)
    found = [row for row in rows if row[-1] is None or row[-1] >= today]
    judgement = judged_now(opened, subject, when.day) if found and when.day else None
    for directive_id, measure, partner, instance, text, until in found:
        key = MeasureKey(partner=partner, subject=subject, measure=measure, instance=instance)
        terms = as_held_up(key, terms_of(text), judgement)
        row = edition_behind(opened.catalogue, measure, terms)
        off = way_off(opened.catalogue, measure, terms)
        yield Restriction(
            directive_id=directive_id,
            measure=measure,
            name=row.name if row else "",
            partner=partner,
            binding=terms.binding.value,
            effect=terms.effect.name,
            until=until,
            legal_basis=terms.legal_basis,
            grounds=grounds_seen(terms.grounds),
            remedy=off.remedy,
            contact=off.contact,
        )
