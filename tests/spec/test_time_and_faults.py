"""
Chapter 6, time and faults: whose day it is, and what comes in broken.

A worker killed after its commit (C68) or stopped while a standby takes over (C69) needs real
processes: `tests/integration/line/` has both.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from scenario.calendar import day, noon
from scenario.cast import STREET, TAX, A, now_decided_by
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, on, until
from scenario.hub import Shown
from scenario.message import continuation, freeze, penalty, wage
from scenario.orders import every_order

from schemas.codec import Unreadable as NotFramed
from schemas.codec import encode, frame, unframe
from streams.wiring.clock import Clock, start_of
from streams.worker.days import DayStopped, next_day

FROZEN = on(A, "BNK-02", "court|12|")
ACCEPTED = Shown("ACCEPTED")
#: The catalogue in which the district bureau decides for the street office and the tax bureau too.
MARKET_DECIDES = now_decided_by("market-320412", STREET, TAX)


def test_c64_what_was_appended_before_midnight_has_that_day(make_hub: MakeHub) -> None:
    """The freeze ends on D; a message at 23:45 and the continuation at 23:50 are decided late,
    with day D: the tick for D+1 finds the freeze continued (R16)."""
    last = day("06-10")
    hub = make_hub(on=last)
    hub.publish(freeze("12", decided="06-01", until="06-10"))
    hub.publish(wage("W1", decided="06-10"))
    hub.publish(continuation("13", of="12", decided="06-10", until="09-10"))
    hub.tick(day("06-11"))
    assert FROZEN in in_force(hub)
    assert until(hub, FROZEN) == day("09-10")


def test_c64_no_lift_is_ever_decided(make_line: MakeLine) -> None:
    """IMPOSE and AMEND, both of day D, and nothing by the tick (R16)."""
    line = make_line(on=day("06-10"))
    line.publish(freeze("12", decided="06-01", until="06-10"))
    line.publish(continuation("13", of="12", decided="06-10", until="09-10"))
    line.tick(day("06-11"))
    assert [d.action for d in line.decided("bank")] == ["IMPOSE", "AMEND"]


def test_c64_the_tick_waits_an_hour_for_a_line_that_is_behind() -> None:
    """Twenty minutes after midnight the day before is still waited for; after sixty, no longer."""
    midnight = start_of(day("06-11"))
    coming = next_day(day("06-10"), Clock(now=lambda: midnight), None)
    assert coming is not None
    assert not coming.overdue(midnight, midnight + timedelta(minutes=20))
    assert coming.overdue(midnight, midnight + timedelta(minutes=61))


def test_c65_a_clock_that_jumps_stops_the_day() -> None:
    """300 days ahead the day does not advance: the hub says so and waits for a word (R16)."""
    jumped = Clock(now=lambda: noon(day("06-01") + timedelta(days=300)))
    with pytest.raises(DayStopped, match="hub tick --through"):
        next_day(day("06-01"), jumped, None)


def test_c65_an_operators_word_walks_day_by_day() -> None:
    """Told through when, the hub goes on with the next day, not with the last (R16)."""
    jumped = Clock(now=lambda: noon(day("06-01") + timedelta(days=300)))
    coming = next_day(day("06-01"), jumped, day("2027-12-31"))
    assert coming is not None
    assert coming.day == day("06-02")


def test_c66_bad_bytes_are_quarantined_between_good_ones(make_line: MakeLine) -> None:
    """One too large, one of unknown schema, one truncated: a quarantine row and a receipt by
    offset each; those before, between and after are accepted."""
    line = make_line()
    good = [encode("credit.events.ListEntry", wage(f"W{n}").record) for n in range(4)]
    framed = unframe(good[0])
    assert not isinstance(framed, NotFramed)
    bad = [good[0] + bytes(100_000), frame(999_999, framed.payload), good[0][:40]]
    payloads = [good[0], bad[0], good[1], bad[1], good[2], bad[2], good[3]]
    where = line.publish_bytes("hrss", *payloads)
    assert [line.shown_at(where[n]) for n in (0, 2, 4, 6)] == [[ACCEPTED]] * 4
    assert [line.shown_at(where[n])[-1] for n in (1, 3, 5)] == [
        Shown("QUARANTINED", "E1506"),
        Shown("QUARANTINED", "E1501"),
        Shown("QUARANTINED", "E1502"),
    ]
    assert line.quarantined() == {where[1], where[3], where[5]}
    line.publish(wage("W9"))
    assert line.facts() == 5


def test_c67_a_quarantined_message_is_replayed(make_line: MakeLine) -> None:
    """Once its schema is known an officer replays it: QUARANTINED, then ACCEPTED, both in its
    history, with who and why (R19)."""
    line = make_line()
    line.forget_schema("ListEntry")
    (where,) = line.publish_bytes("hrss", encode("credit.events.ListEntry", wage("W1").record))
    assert line.shown_at(where) == [Shown("QUARANTINED", "E1501")]
    assert in_force(line) == set()
    line.know_all_schemas()
    line.replay(where, by="officer", because="the schema is known now")
    assert line.shown_at(where) == [Shown("QUARANTINED", "E1501"), ACCEPTED]
    assert line.acts()[-1] == ("officer", "the schema is known now")
    assert in_force(line) == {on(A, "PRC-01"), on(A, "BNK-07")}


def test_c70_a_load_makes_a_relayer_the_decider(make_hub: MakeHub) -> None:
    """market-320412 relayed for the street office and asserted a tax penalty, which was refused.
    A load lets it decide for both: the refused event stays refused, what it relayed is its own
    fact, and another relayer's copy of it becomes provenance (R17)."""
    refused = penalty("T", by="market-320412", authority=TAX)
    relayed = penalty("S", by="market-320412", authority=STREET, until="2027-06-01")
    copied = relayed.relayed("nation", "G-S", until="2027-01-01")
    for hub in every_order(lambda: make_hub(refused=[refused]), relayed, copied, refused):
        assert until(hub, on(A, "PRC-01")) == day("2027-01-01")
        hub.load_catalogue(MARKET_DECIDES)
        assert hub.facts() == 1
        assert hub.fact(copied).provenances == {("market-320412", "S"), ("nation", "G-S")}
        assert until(hub, on(A, "PRC-01")) == day("2027-06-01")


def test_c70_the_refusal_is_final(make_line: MakeLine) -> None:
    """E1303 stays the outcome of what was refused before the load (R1, R17)."""
    line = make_line()
    refused = penalty("T", by="market-320412", authority=TAX)
    line.publish(refused)
    line.load_catalogue(MARKET_DECIDES)
    assert line.history(refused) == [Shown("REFUSED", "E1303")]


def test_c71_a_decision_of_tomorrow_is_refused(make_line: MakeLine) -> None:
    """Dated after the day the broker appended it: E1201 (R4)."""
    line = make_line()
    tomorrow = wage("W1", decided="06-02")
    line.publish(tomorrow)
    assert line.shown(tomorrow) == Shown("REFUSED", "E1201")


def test_c71_a_decision_read_before_its_tick_waits(make_hub: MakeHub) -> None:
    """Dated and appended on 06-02, read while the line stands on 06-01: accepted, and in force
    from the tick on (R4, R16)."""
    hub = make_hub()
    hub.publish(replace(wage("W1", decided="06-02"), appended=day("06-02")))
    assert hub.facts() == 1
    assert in_force(hub) == set()
    hub.tick(day("06-02"))
    assert in_force(hub) == {on(A, "PRC-01"), on(A, "BNK-07")}
