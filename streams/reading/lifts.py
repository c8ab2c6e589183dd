"""Lifts that are decided and not done yet, for whoever asks whether a measure has ended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from schemas.catalogue.model import Catalogue
from streams.reading.deliveries import Delivery, DeliveryState, deliveries
from streams.reading.edition import edition_behind
from streams.send.difference import Decided
from streams.statements import reading_statement
from streams.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftSeen:
    """A lift that its partner has not confirmed; `state` and `code` as in `Delivery`."""

    directive_id: UUID
    measure: str
    name: str
    partner: str
    partner_name: str
    instance: str
    decided_on: date
    state: DeliveryState
    code: str


def open_lifts(
    connection: Connection, catalogue: Catalogue, subject: UUID, decided: Iterable[Decided]
) -> Iterator[LiftSeen]:
    """
    Lifts of measures no longer in force that are unsent, unanswered, or the matter of a task.

    Of several lifts of one measure each is told until it is confirmed. What its partner never heard
    of, because officials ask for it at the counter or because it was lifted before it left, needs
    no confirmation, unless a court's lift goes in any case.
    """
    lifted = sorted((each for each in decided if not each.in_force), key=lambda each: each.last.key)
    ids = {each.last.key: {each.last.directive_id, *each.ordered.values()} for each in lifted}
    got = deliveries(connection, set().union(*ids.values()))
    asked = _asked_about(connection, subject)
    told = _ever_told(connection, lifted)
    for each in lifted:
        key = each.last.key
        row = edition_behind(catalogue, key.measure, each.last.terms)
        partner = catalogue.partners.get(key.partner)
        for directive_id in sorted(ids[key] & got.keys()):
            delivery = got[directive_id]
            goes = each.last.measure_id in told or directive_id in _by_order(each)
            if (_confirmed(delivery) or not goes) and directive_id not in asked:
                continue
            yield LiftSeen(
                directive_id=directive_id,
                measure=key.measure,
                name=row.name if row else "",
                partner=key.partner,
                partner_name=partner.name if partner else "",
                instance=key.instance,
                decided_on=each.last.decided_on,
                state=delivery.state,
                code=delivery.code,
            )


def _by_order(each: Decided) -> frozenset[UUID]:
    """The lifts of a measure that go whatever the partner holds."""
    last = [each.last.directive_id] if each.last.unconditional else []
    return frozenset({*each.ordered.values(), *last})


def _ever_told(connection: Connection, lifted: Iterable[Decided]) -> frozenset[UUID]:
    given = {"measures": [each.last.measure_id for each in lifted]}
    return frozenset(m for (m,) in connection.execute(reading_statement("ever_told"), given))


def _confirmed(lift: Delivery) -> bool:
    """Whether nothing is awaited: done, or never needed since its burden had not gone out."""
    return lift.superseded_at is not None or lift.answer not in (None, DeliveryState.ACCEPTED)


def _asked_about(connection: Connection, subject: UUID) -> frozenset[UUID]:
    """The directives that open tasks about a subject are about."""
    rows = connection.execute(reading_statement("tasks_about"), {"subject": subject})
    return frozenset(directive for *_, directive, _ in rows if directive is not None)
