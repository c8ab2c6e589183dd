"""What the gauges count as unsent and as an open lift ends when nobody is to act any more."""

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace

import pytest
from support.catalogues import loaded
from support.in_force import put_in_force
from support.outbox_rows import TODAY, Outbox

from monitoring.database_gauges import DatabaseGauges
from schemas.catalogue.model import Channel
from streams.sending.marks import mark_returned, send_again, set_aside
from streams.store.connection import connect


@pytest.fixture
def outbox(fresh_database: str) -> Iterator[Outbox]:
    """An outbox under a catalogue in force, whose entries have been journaled."""
    with connect(fresh_database, "test gauges") as connection:
        for entry in range(1, 9):
            connection.execute(
                "INSERT INTO journal"
                " (number, id, day, judged_at, catalogue, code_version, kind, detail)"
                " VALUES (%s, gen_random_uuid(), %s, now(), 1, '', 'BATCH', '{}')",
                (entry, TODAY),
            )
        put_in_force(connection, loaded(), TODAY)
        yield Outbox(connection=connection, catalogue=loaded())


def shown(outbox: Outbox, gauge: str) -> Mapping[tuple[str, ...], float]:
    """What a gauge shows, by its labels."""
    gauges = DatabaseGauges(
        lambda: nullcontext(outbox.connection), lambda: None, lambda *_: {}, manual_clock=False
    )
    (found,) = (family for family in gauges.collect() if family.name == f"hub_{gauge}")
    return {tuple(each.labels.values()): each.value for each in found.samples}


def counted(outbox: Outbox) -> tuple[int, int]:
    """Directives that are unsent, and open lifts."""
    unsent, lifts = (shown(outbox, name) for name in ("unsent_directives", "open_lifts"))
    return int(sum(unsent.values())), int(sum(lifts.values()))


def lifted(outbox: Outbox) -> Outbox:
    """The bank holds a measure, and its lift was sent."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.decide("LIFT")
    assert counted(outbox) == (1, 1)
    (lift,) = outbox.claim()
    assert counted(outbox) == (1, 1)
    outbox.sent(lift)
    assert counted(outbox) == (0, 1)
    return outbox


@pytest.mark.parametrize("received", [False, True])
def test_a_lift_sent_back_is_a_task_and_open_no_more(outbox: Outbox, *, received: bool) -> None:
    """Also where the partner had said that it received it, and says nothing any more."""
    lift = lifted(outbox).decided.popitem()[1][-1].directive_id
    if received:
        outbox.answer(lift, "ACCEPTED")
        assert counted(outbox) == (0, 1)
    mark_returned(outbox.connection, lift, "422", outbox.now)
    assert counted(outbox) == (0, 0)


def test_a_lift_overtaken_by_a_burden_awaits_no_confirmation(outbox: Outbox) -> None:
    """The partner holds what it was told last; that it once was to take it back counts no more."""
    lifted(outbox).decide("IMPOSE")
    outbox.sent(*outbox.claim())
    assert counted(outbox) == (0, 0)


def test_a_lift_that_is_set_aside_is_open_and_not_to_be_sent(outbox: Outbox) -> None:
    """Somebody stays burdened, and nobody tries; it has a gauge of its own until it is put back."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    lift = outbox.decide("LIFT").directive_id
    outbox.claim()
    assert counted(outbox) == (1, 1)
    assert set_aside(outbox.connection, lift, "Wang", "told by letter", outbox.now)
    assert counted(outbox) == (0, 1)
    assert shown(outbox, "aside_directives") == {("bank", "LIFT"): 1}
    assert send_again(outbox.connection, lift, "Wang", "mended", outbox.now)
    assert counted(outbox) == (1, 1)
    assert shown(outbox, "aside_directives") == {}


def test_nothing_is_unsent_to_a_partner_that_is_asked_at_the_counter(outbox: Outbox) -> None:
    """CHECK: its officials ask. Once it has a channel, what was decided for it is to be sent."""
    whole = loaded()
    asked = replace(whole.partners["bank"], channel=Channel.CHECK)
    outbox.decide("IMPOSE")
    outbox.decide("LIFT", unconditional=True)
    assert counted(outbox) == (2, 1)
    put_in_force(outbox.connection, replace(whole, partners={**whole.partners, "bank": asked}))
    assert counted(outbox) == (0, 0)
    put_in_force(outbox.connection, whole)
    assert counted(outbox) == (2, 1)
