"""Beside the chapters: what came later than the seventh working day is let in and flagged."""

from dataclasses import replace

import pytest
from scenario.calendar import day
from scenario.cast import CATALOGUE, A
from scenario.drivers import MakeHub, MakeLine
from scenario.expect import in_force, wage_measures
from scenario.hub import Shown
from scenario.message import Message, judgment, penalty, wage
from support.catalogues import sample

LAW = replace(CATALOGUE, working_years=sample().working_years)
ACCEPTED, LATE = Shown("ACCEPTED"), Shown("ACCEPTED", "E1204")


def told(message: Message, on: str) -> Message:
    """The message as the broker took it on a day."""
    return replace(message, appended=day(on))


@pytest.mark.parametrize(
    ("decided", "reported", "late"),
    [
        ("05-21", "06-01", False),  # the seventh working day
        ("05-20", "06-01", True),
        ("04-28", "05-11", False),  # the first of May is free until the 5th, the 9th is worked
        ("04-28", "05-12", True),
        ("2025-12-25", "01-06", False),  # new year's days are free, Sunday the 4th is worked
        ("2025-12-25", "01-07", True),
    ],
)
def test_the_seventh_working_day_is_in_time(
    make_hub: MakeHub, decided: str, reported: str, late: bool
) -> None:
    """Days that the State Council frees do not count, exchanged weekend days do (E1204)."""
    hub, w1 = make_hub(LAW), told(wage("W1", decided=decided), reported)
    hub.publish(w1)
    assert hub.late(w1) is late
    assert in_force(hub) == wage_measures(A)


def test_late_is_when_the_record_was_first_heard_of(make_hub: MakeHub) -> None:
    """A correction that came in time, before its late ASSERT: the record was reported in time."""
    v1 = told(wage("W1", decided="05-20"), "06-01")
    hub, v2 = make_hub(LAW), told(v1.corrected(2, cause="y"), "05-29")
    hub.publish(v2)
    hub.publish(v1)
    assert not hub.late(v1)


def test_only_a_decider_and_only_what_is_published_is_late(make_hub: MakeHub) -> None:
    """A relayed copy, a watch list and a court's default have no such deadline."""
    hub = make_hub(LAW)
    copy = penalty("N", decided="05-10").relayed("province", "P-N")
    watched = wage("W2", decided="05-10", colour="WATCH")
    default = judgment("J1", decided="05-10")
    hub.publish(copy, watched, default)
    assert not any(hub.late(message) for message in (copy, watched, default))
    own = penalty("N", decided="05-10")
    hub.publish(own)
    assert hub.late(own)


def test_nobody_is_late_by_a_calendar_that_is_not_there(make_hub: MakeHub) -> None:
    """Without the year's working days in the catalogue nothing is flagged."""
    hub, old = make_hub(), wage("W1", decided="2025-06-01")
    hub.publish(old)
    assert not hub.late(old)


def test_a_late_record_is_accepted_with_the_flag(make_line: MakeLine) -> None:
    """Its receipt says E1204; its correction, and a repeat, are told as ever."""
    line, w1 = make_line(LAW), wage("W1", decided="05-20")
    v2, again = w1.corrected(2, cause="y"), w1.again()
    for message in (w1, again, v2):
        line.publish(message)
    assert [line.shown(m) for m in (w1, again)] == [LATE, Shown("REPEAT", "E1401")]
    assert line.shown(v2) == Shown("CORRECTED")
    assert in_force(line) == wage_measures(A)


def test_an_entry_set_up_again_is_as_timely_as_it_was(make_line: MakeLine) -> None:
    """Ended and asserted anew long after: no flag, since it was reported in time at first."""
    line, v1 = make_line(LAW), told(wage("W1", decided="05-20"), "05-21")
    for message in (v1, v1.ended(2, on="06-01"), told(v1.asserted(3), "06-01")):
        line.publish(message)
    assert not line.late(v1)


def test_what_waited_is_flagged_once_it_stands(make_line: MakeLine) -> None:
    """A parked correction shows no flag; when the ASSERT comes, late as well, that one does."""
    line, v1 = make_line(LAW), wage("W1", decided="05-20")
    v2 = v1.corrected(2, cause="y")
    line.publish(v2)
    assert line.shown(v2) == Shown("PARKED", "E1403")
    line.publish(v1)
    assert (line.shown(v1), line.shown(v2)) == (LATE, Shown("CORRECTED"))
