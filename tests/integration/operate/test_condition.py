"""What `hub status` is concerned about, read from a real database."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from integration.operate.conftest import IdleHub
from support.catalogues import WAGE_BAN, editions, loaded, only_editions, sample
from support.in_force import put_in_force
from support.outbox_rows import TODAY, A, B, Outbox

from schemas.catalogue.model import Catalogue, Channel
from streams.operate.supervise.instance import only_one
from streams.reading.as_of import AsOf
from streams.reading.condition import condition
from streams.reading.lifts import open_lifts
from streams.send.difference import Decided
from streams.sending.marks import set_aside
from streams.sending.order_results import FOR_ALL_COURTS
from streams.store.connection import Connection, connect
from streams.store.holder import Holder
from streams.wiring.endpoints import Endpoints, write_endpoints

HOLDER = Holder(name="here:1", backend_pid=1, age_s=0.5, stands_still="")
END = date(2026, 6, 30)


@pytest.mark.parametrize(("day", "left"), [("2026-05-30", None), ("2026-05-31", 30)])
def test_an_edition_that_ends_unfollowed_is_a_concern(
    fresh_database: str, day: str, left: int | None
) -> None:
    """Thirty days before a row's last edition ends, the hub is not well, and says what to load."""
    early, late = editions(sample(), WAGE_BAN)
    ending = only_editions(sample(), WAGE_BAN, early, replace(late, valid_until=END))
    with psycopg.connect(fresh_database, autocommit=True) as connection:
        put_in_force(connection, loaded(ending), date.fromisoformat(day))
        when = AsOf(day=date.fromisoformat(day), entry=1, lag_messages=0, lag_s=0.0, stale="")

        found = condition(connection, when, HOLDER, None)

    measure, trigger = WAGE_BAN
    named = f"the last edition with {measure} for {trigger} ends in {left} days"
    if left is None:
        assert (found.concerns, found.well) == ((), True)
    else:
        assert found.concerns == (f"{named}: load its successor with hub catalogue load FOLDER",)
        assert found.next_step == found.concerns[0]
        assert not found.well


def test_a_worker_that_stands_still_is_the_first_concern(fresh_database: str) -> None:
    """It lives and beats, and decides nothing: its own sentence says why and what to do."""
    why = "Nothing is decided: half of credit.events.tax/0 fails at the hub itself (E1508)."
    with psycopg.connect(fresh_database, autocommit=True) as connection:
        put_in_force(connection, loaded(sample()), date(2026, 6, 1))
        when = AsOf(day=date(2026, 6, 1), entry=1, lag_messages=30, lag_s=70.0, stale="")
        found = condition(connection, when, replace(HOLDER, stands_still=why), None)
    assert (found.next_step, found.well) == (why, False)


def test_status_ends_with_1_while_something_is_not_well(idle_hub: IdleHub, broker: str) -> None:
    """Broker and database answer, but no worker decides: said in a sentence, and exit code 1."""
    data = Path(idle_hub.environment["HUB_DATA"])
    write_endpoints(
        data, Endpoints(bootstrap=broker, registry="", database=idle_hub.database, api="")
    )
    with only_one(data):
        told = json.loads(idle_hub.run("status", "--json", fails=True).output)
        shown = idle_hub.run("status", fails=True)
    assert (told["broker"], told["database"]) == (True, True)
    assert "no worker decides: see the worker's log" in told["condition"]["concerns"]
    assert shown.exit_code == 1
    assert "NOT WELL  no worker decides: see the worker's log" in shown.output


@pytest.mark.parametrize("channel", [None, Channel.CHECK])
def test_lifts_that_nobody_may_send_are_a_concern(
    fresh_database: str, channel: Channel | None
) -> None:
    """A bank that holds a measure has no channel any more: the hub says whose lifts stay there."""
    whole = loaded()
    gone = {name: each for name, each in whole.partners.items() if name != "bank"}
    if channel is not None:
        gone["bank"] = replace(whole.partners["bank"], channel=channel)
    with connect(fresh_database, "test") as connection:
        outbox = Outbox(connection=connection, catalogue=whole)
        outbox.decide("IMPOSE")
        outbox.sent(*outbox.claim())
        outbox.decide("LIFT")
        outbox.decide("IMPOSE", subject=B)
        outbox.decide("LIFT", subject=B)
        assert concerns(connection, whole) == ()
        (found,) = concerns(connection, replace(whole, partners=gone))
    assert found == (
        "1 lift to bank cannot leave, since the catalogue names no channel for it: load one that "
        "names the channel it had"
    )


def test_results_of_orders_that_no_channel_carries_are_a_concern(fresh_database: str) -> None:
    """The partner for all courts left the catalogue, and a court has no channel of its own."""
    whole = loaded()
    gone = {name: each for name, each in whole.partners.items() if name != FOR_ALL_COURTS}
    own = replace(whole.partners[FOR_ALL_COURTS], id="court2")
    with connect(fresh_database, "test") as connection:
        connection.execute(
            "INSERT INTO order_result (result_id, court, subject, fields, entry, ordinal)"
            " VALUES (gen_random_uuid(), 'court2', gen_random_uuid(), '{}', 1, 0)"
        )
        assert concerns(connection, whole) == ()
        (found,) = concerns(connection, replace(whole, partners=gone))
        for channel in (Channel.TOPIC, Channel.WEBHOOK):
            there = {**gone, "court2": replace(own, channel=channel)}
            assert concerns(connection, replace(whole, partners=there)) == ()
    assert found == (
        "1 result of orders of court2 cannot be told, since no partner with a channel carries "
        "them: load a catalogue with the partner court"
    )


def test_a_result_that_its_court_refused_is_a_concern_until_it_is_set_aside(
    fresh_database: str,
) -> None:
    """Why, what sends it again, and what leaves it; of one that fails again and again likewise."""
    result = UUID(int=0xE)
    with connect(fresh_database, "test") as connection:
        connection.execute(
            "INSERT INTO order_result (result_id, court, subject, fields, entry, ordinal, partner,"
            " channel, sequence, body, returned_at, last_error) VALUES (%s, 'court', %s, '{}', 1,"
            " 0, 'court', 'WEBHOOK', 1, 'x', now(), 'HTTP 422')",
            (result, result),
        )
        (found,) = concerns(connection, loaded())
        assert found == (
            "1 result of orders was refused by court (HTTP 422), and the court does not know: ask "
            f"there; hub directive resend {result} sends the first again, hub directive aside "
            f"{result} leaves it"
        )
        assert set_aside(connection, result, "Wang", "told by telephone", datetime.now(UTC))
        assert concerns(connection, loaded()) == ()
        connection.execute(
            "UPDATE order_result SET aside_at = NULL, returned_at = NULL, failures = 10,"
            " next_attempt_at = now()"
        )
        (found,) = concerns(connection, loaded())
        assert found.startswith("a result of an order to court has failed 10 times in a row")


def test_nothing_has_to_leave_to_a_partner_for_whom_officials_ask(fresh_database: str) -> None:
    """Nobody sends it anything: what it is to hold waits for no sender, and what was lifted for no
    confirmation. Of a bank on a channel both are said."""
    whole = loaded()
    bank = replace(whole.partners["bank"], channel=Channel.CHECK)
    asked = replace(whole, partners={**whole.partners, "bank": bank})
    with connect(fresh_database, "test") as connection:
        outbox = Outbox(connection=connection, catalogue=whole)
        outbox.decide("IMPOSE")
        outbox.decide("IMPOSE", subject=B)
        outbox.decide("LIFT", subject=B)
        connection.execute(
            "INSERT INTO journal SELECT entry, gen_random_uuid(), 'BATCH', '2026-06-01',"
            " now() - interval '9 hours', 0, 'v', '{}' FROM directive"
        )
        waits = "a {} to bank has been waiting to leave for 540 minutes: "
        assert concerns(connection, whole) == (
            waits.format("lift") + "try hub partner ping bank",
            waits.format("burden") + "see hub holds, and try hub partner ping bank",
        )
        assert concerns(connection, asked) == ()


def test_what_no_partner_was_told_of_needs_no_confirmation(fresh_database: str) -> None:
    """Who was lifted before anything left, or where officials ask, hears of no lift on its way; a
    court's lift goes in any case."""
    whole = loaded()
    with connect(fresh_database, "test") as connection:
        outbox = Outbox(connection=connection, catalogue=whole)

        def seen(subject: UUID) -> list[str]:
            decided = [
                Decided(count=len(each), last=each[-1], ordered={})
                for key, each in outbox.decided.items()
                if key.subject == subject
            ]
            return [lift.state for lift in open_lifts(connection, whole, subject, decided)]

        outbox.decide("IMPOSE", subject=B)
        outbox.decide("LIFT", subject=B)
        assert seen(B) == []
        outbox.decide("LIFT", subject=B, unconditional=True)
        assert seen(B) == ["WAITING"]
        outbox.decide("IMPOSE")
        outbox.sent(*outbox.claim())
        outbox.decide("LIFT")
        assert seen(A) == ["WAITING"]


def concerns(connection: Connection, catalogue: Catalogue) -> tuple[str, ...]:
    """What is not well under a catalogue."""
    put_in_force(connection, catalogue, TODAY)
    when = AsOf(day=TODAY, entry=1, lag_messages=0, lag_s=0.0, stale="")
    return condition(connection, when, HOLDER, None).concerns
