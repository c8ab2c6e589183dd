"""Partners that take longer than a sender or a directive waits: each applies everything once."""

from collections.abc import Iterator
from typing import LiteralString
from uuid import UUID

import pytest
from support.hub_with_partners import HubWithPartners, hub_with_partners, misbehaving
from support.own_senders import Deliveries, own_sender, without_senders
from support.sending_stack import await_that
from support.wage_entries import NUMBERS, entry

PARTNERS = ("procurement", "bank")
#: Claimed and committed with a sequence; nothing is known of their way.
CLAIMED: LiteralString = "sequence IS NOT NULL AND sent_at IS NULL"
#: So short is the patience of a push connector here, and so much longer is the slow bank's pause.
TIMEOUT_S, SLOW_S = 0.5, 2.0


@pytest.fixture(scope="module")
def hub() -> Iterator[HubWithPartners]:
    """One hub for all of these tests; each leaves it well."""
    with hub_with_partners() as made:
        yield made


@pytest.fixture
def deliveries(hub: HubWithPartners) -> Iterator[Deliveries]:
    """What comes to the partners, on whatever way."""
    found = Deliveries(hub=hub)
    yield found
    found.close()


def test_slow_partners_are_told_again_and_apply_once(
    hub: HubWithPartners, deliveries: Deliveries
) -> None:
    """
    A bank that replies after the time-out and a procurement centre that reads once its answer was
    due are told the same bytes again and apply them once; neither waits for the other.
    """
    bank, procurement = hub.partners["bank"], hub.partners["procurement"]
    known = {name: hub.ids(name) for name in PARTNERS}
    with misbehaving(procurement, "down"), without_senders(hub):
        bank.behave("slow", SLOW_S)
        with (
            own_sender(hub, "procurement", "never"),
            own_sender(hub, "bank", f"never:{TIMEOUT_S}"),
        ):
            hub.publish(entry(next(NUMBERS)))
            told = {name: str(*hub.await_new(name, known[name])) for name in PARTNERS}
            await_that(lambda: deliveries.of("procurement")[told["procurement"]])
            await_that(lambda: not hub.ids("procurement", CLAIMED))
            hub.change(
                "UPDATE directive SET answer_by = now() - interval '1 second'"
                " WHERE directive_id = %s",
                told["procurement"],
            )
            for name in PARTNERS:
                await_that(lambda name=name: len(deliveries.of(name)[told[name]]) > 1)  # type: ignore[misc]
            assert not procurement.ledger().answers.keys() & {UUID(told["procurement"])}
            bank.behave("well")
            await_that(lambda: hub.ids("bank") == hub.ids("bank", "answer = 'EXECUTED'"))
    hub.await_executed()
    for name in PARTNERS:
        assert len(set(deliveries.of(name)[told[name]])) == 1
    hub.agree()
