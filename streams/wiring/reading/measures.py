"""Measures in force on one subject: why, until when, how far they got, and how one gets off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Channel, Partner
from streams.rule.measure import Terms
from streams.send.difference import Decided
from streams.wiring.reading.deliveries import Delivery, deliveries
from streams.wiring.reading.edition import edition_behind, way_off
from streams.wiring.reading.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundSeen:
    """A record that holds a measure up, by which trigger."""

    department: str
    record_no: str
    trigger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSeen:
    """
    One measure in force: why, until when, how far it got, and how one gets off.

    `remedy`, `contact`, `lift_condition`: a line for each sort of ground.
    """

    directive_id: UUID
    measure: str
    name: str
    partner: str
    partner_name: str
    instance: str
    binding: str
    effect: str
    valid_from: date
    valid_until: date | None
    legal_basis: tuple[str, ...]
    list_version: str
    grounds: tuple[GroundSeen, ...]
    state: str
    remedy: str
    contact: str
    lift_condition: str


def grounds_seen(terms: Terms) -> tuple[GroundSeen, ...]:
    """The records that hold up what has these terms."""
    return tuple(
        GroundSeen(department=ground.source, record_no=ground.record_no, trigger=ground.trigger)
        for ground in terms.grounds
    )


def measures_in_force(opened: Opened, decided: Iterable[Decided]) -> Iterator[MeasureSeen]:
    """Every measure whose last decision holds it up, in the order of their keys."""
    in_force = sorted((each.last for each in decided if each.in_force), key=lambda last: last.key)
    got = deliveries(opened.connection, [last.directive_id for last in in_force])
    for last in in_force:
        row = edition_behind(opened.catalogue, last.key.measure, last.terms)
        off = way_off(opened.catalogue, last.key.measure, last.terms)
        partner = opened.catalogue.partners.get(last.key.partner)
        yield MeasureSeen(
            directive_id=last.directive_id,
            measure=last.key.measure,
            name=row.name if row else "",
            partner=last.key.partner,
            partner_name=partner.name if partner else "",
            instance=last.key.instance,
            binding=last.terms.binding.value,
            effect=last.terms.effect.name,
            valid_from=last.terms.valid_from,
            valid_until=last.terms.valid_until,
            legal_basis=last.terms.legal_basis,
            list_version=last.terms.list_version,
            grounds=grounds_seen(last.terms),
            state=_state(partner, got.get(last.directive_id)),
            remedy=off.remedy,
            contact=off.contact,
            lift_condition=off.lift_condition,
        )


def _state(partner: Partner | None, delivery: Delivery | None) -> str:
    """As in `Delivery`, or CHECK where nothing is sent and officials ask at the counter."""
    state = "WAITING" if delivery is None else delivery.state
    asks = partner is not None and partner.channel is Channel.CHECK
    return "CHECK" if asks and state == "WAITING" else state
