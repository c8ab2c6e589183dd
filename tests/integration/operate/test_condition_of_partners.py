"""What `hub status` says of partners names the partner, the reason and what to look at next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.catalogues import loaded
from support.outbox_rows import NOON, TODAY, B, Outbox

from schemas.catalogue.model import Catalogue
from schemas.catalogue.serialise import to_json
from streams.reading.as_of import AsOf
from streams.reading.condition import Condition, condition
from streams.send.retry import ALARM_AFTER
from streams.sending.channel_state import ChannelState, keep_channel, pause_channel
from streams.sending.marks import mark_failed, set_aside
from streams.store.connection import connect
from streams.store.holder import Holder

HOLDER = Holder(name="here:1", backend_pid=1, age_s=0.5, stands_still="")
#: No year beside these has its working days in the sample city.
LAST_YEAR_KEPT = int(max(loaded().working_years))


@pytest.fixture
def outbox(fresh_database: str) -> Iterator[Outbox]:
    """An outbox under the sample's catalogue."""
    with connect(fresh_database, "test condition") as connection:
        yield Outbox(connection=connection, catalogue=loaded())


def seen(outbox: Outbox, catalogue: Catalogue | None = None, day: date = TODAY) -> Condition:
    """The condition on a day, as if every entry had been judged 30 hours ago."""
    connection = outbox.connection
    connection.execute(
        "INSERT INTO journal SELECT DISTINCT entry, gen_random_uuid(), 'BATCH', %s::date,"
        " now() - interval '30 hours', 0, 'v', '{}'::jsonb FROM directive ON CONFLICT DO NOTHING",
        (TODAY,),
    )
    connection.execute(
        "INSERT INTO catalogue (number, version, body, entry)"
        " SELECT 1 + coalesce(max(number), 0), 'v', %s, 1 FROM catalogue",
        (to_json(catalogue or outbox.catalogue),),
    )
    connection.execute("UPDATE line SET catalogue = (SELECT max(number) FROM catalogue)")
    connection.execute("UPDATE line SET day = %s", (day,))
    when = AsOf(day=day, entry=1, lag_messages=0, lag_s=0.0, stale="")
    return condition(connection, when, HOLDER, None)


def test_a_broken_channel_says_why(outbox: Outbox) -> None:
    """What the partner's address answered is not for its log alone."""
    pause_channel(outbox.connection, "bank", "HTTP 401 from the partner's address", NOON)
    found = seen(outbox)
    assert found.paused_channels == ("bank",)
    assert found.concerns == (
        (
            "the channel of bank is broken (HTTP 401 from the partner's address): mend it, then "
            "run hub partner resume bank"
        ),
    )


def test_an_unconfirmed_lift_says_of_whom_and_which(outbox: Outbox) -> None:
    """The partner is to be asked about a directive that `hub explain` knows: the oldest sent."""
    outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.decide("LIFT")
    (first,) = outbox.claim()
    outbox.sent(first)
    outbox.decide("IMPOSE", subject=B)
    outbox.sent(*outbox.claim())
    outbox.decide("LIFT", subject=B)
    outbox.sent(*outbox.claim())
    assert seen(outbox).concerns == (
        (
            "a lift has not been confirmed by bank for 30 hours: ask the partner, hub explain "
            f"{first.id} tells of the first"
        ),
    )


def test_an_answer_missed_twice_says_of_whom_and_which(outbox: Outbox) -> None:
    """Of two partners only the silent one is to be asked."""
    outbox.decide("IMPOSE", partner="procurement")
    outbox.sent(*outbox.claim("procurement"))
    silent = outbox.decide("IMPOSE")
    outbox.sent(*outbox.claim())
    outbox.connection.execute(
        "UPDATE directive SET misses = CASE partner WHEN 'bank' THEN 2 ELSE 1 END"
    )
    found = seen(outbox)
    assert found.overdue_answers == 1
    assert found.concerns == (
        (
            "1 directive was not answered twice by bank: ask the partner, hub explain "
            f"{silent.directive_id} tells of the first"
        ),
    )


def test_a_directive_that_fails_alone_is_named_until_it_is_set_aside(outbox: Outbox) -> None:
    """From the tenth failure in a row; not while the partner as a whole is not reached."""
    poisoned = outbox.decide("IMPOSE").directive_id
    (one,) = outbox.claim()
    for _ in range(ALARM_AFTER):
        assert not [each for each in seen(outbox).concerns if "times in a row" in each]
        again = outbox.now + timedelta(seconds=1)
        mark_failed(outbox.connection, one.id, "HTTP 503", outbox.now, again)
    assert [each for each in seen(outbox).concerns if "times in a row" in each] == [
        (
            "a directive to bank has failed 10 times in a row (HTTP 503): ask the partner, hub "
            f"explain {poisoned} tells of it; hub directive aside {poisoned} ends the attempts"
        )
    ]
    waits = ChannelState(failures=1, next_attempt_at=outbox.now, unreached=poisoned)
    keep_channel(outbox.connection, "bank", waits, None)
    assert not [each for each in seen(outbox).concerns if "times in a row" in each]
    keep_channel(outbox.connection, "bank", waits.served(), outbox.now)
    assert set_aside(outbox.connection, poisoned, "Wang", "their server", outbox.now)
    found = seen(outbox)
    assert (found.aside, found.concerns) == (1, ())
    (notice,) = found.notices
    assert notice.startswith("1 burden to bank is set aside, the first since 2026-06-01T")
    assert notice.endswith(f"hub directive resend {poisoned} puts it back")


def test_a_year_without_its_working_days_is_a_notice_in_time(outbox: Outbox) -> None:
    """From 30 days before, and the hub is well all the same; a city that keeps no year means it."""
    begins = date(LAST_YEAR_KEPT + 1, 1, 1)
    early, soon = date(LAST_YEAR_KEPT, 12, 1), date(LAST_YEAR_KEPT, 12, 2)
    assert seen(outbox, day=early).notices == ()
    for day in (soon, begins):
        found = seen(outbox, day=day)
        (notice,) = found.notices
        assert notice.startswith(f"the working days of {begins.year} are not loaded, and what")
        assert "due days of it are provisional, Monday to Friday" in notice
        assert (found.next_step, found.well) == (notice, True)
    assert seen(outbox, replace(outbox.catalogue, working_years={}), begins).notices == ()


def test_what_is_not_relayed_is_a_concern_after_a_quarter_of_an_hour(outbox: Outbox) -> None:
    """Departments and the pool's readers hear nothing, however few rows wait; sent, it is none."""
    outbox.entries += 1
    outbox.connection.execute(
        "INSERT INTO pool_page (entry, facts, subjects, kinds, states, sources, provenances,"
        " decided_on, effective_until, list_codes, colours, disclosures) VALUES (1,"
        " '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')"
    )
    outbox.connection.execute(
        "INSERT INTO journal VALUES (1, gen_random_uuid(), 'BATCH', '2026-06-01',"
        " now() - interval '20 minutes', 0, 'v', '{}')"
    )
    assert seen(outbox).concerns == (
        (
            "changes of the pool have been waiting to be relayed for 20 minutes: see the relay's "
            "log; a topic that is missing is made at the next start"
        ),
    )
    outbox.connection.execute("UPDATE pool_page SET sent_at = now()")
    assert seen(outbox).concerns == ()
