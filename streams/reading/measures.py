"""Measures in force on one subject: why, until when, how far they got, and how one gets off."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Channel, Partner
from streams.reading.deliveries import Delivery, DeliveryState, deliveries
from streams.reading.edition import edition_behind, way_off
from streams.reading.held_up import GroundSeen, as_held_up, grounds_seen
from streams.reading.opened import Opened
from streams.rule.measure import Judgement
from streams.send.difference import Decided


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSeen:
    """
    One measure in force: why, until when, how far it got, and how one gets off.

    `grounds`: all that hold it up now. `remedy`, `contact`, `lift_condition`: a line for each sort
    of them.
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
    state: DeliveryState
    remedy: str
    contact: str
    lift_condition: str


def measures_in_force(
    opened: Opened, decided: Iterable[Decided], judgement: Judgement
) -> Iterator[MeasureSeen]:
    """Every measure whose last decision holds it up, in the order of their keys."""
    in_force = sorted((each.last for each in decided if each.in_force), key=lambda last: last.key)
    got = deliveries(opened.connection, [last.directive_id for last in in_force])
    for last in in_force:
        terms = as_held_up(last.key, last.terms, judgement)
        row = edition_behind(opened.catalogue, last.key.measure, terms)
        off = way_off(opened.catalogue, last.key.measure, terms)
        partner = opened.catalogue.partners.get(last.key.partner)
        yield MeasureSeen(
            directive_id=last.directive_id,
            measure=last.key.measure,
            name=row.name if row else "",
            partner=last.key.partner,
            partner_name=partner.name if partner else "",
            instance=last.key.instance,
            binding=terms.binding.value,
            effect=terms.effect.name,
            valid_from=terms.valid_from,
            valid_until=terms.valid_until,
            legal_basis=terms.legal_basis,
            list_version=terms.list_version,
            grounds=grounds_seen(terms.grounds),
            state=_state(partner, got.get(last.directive_id)),
            remedy=off.remedy,
            contact=off.contact,
            lift_condition=off.lift_condition,
        )


def _state(partner: Partner | None, delivery: Delivery | None) -> DeliveryState:
    """As in `Delivery`, or CHECK where nothing is sent and officials ask at the counter."""
    state = DeliveryState.WAITING if delivery is None else delivery.state
    asks = partner is not None and partner.channel is Channel.CHECK
    return DeliveryState.CHECK if asks and state is DeliveryState.WAITING else state
