"""
Each call to database, broker or partner fails once, before it took effect and after: it ends alike.

`NTH_CALL=all` (`make nth-call`) has every call fail, `NTH_CALL=5` every fifth; else a sample that
leaves out no statement.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from faults.calls import Calls, When
from faults.choosing import every, last, sample, what_of
from faults.connection import statement_names
from faults.elsewhere import ELSEWHERE
from faults.ending import Ending
from faults.mistakes import Acknowledges, MarksFirst, WritesAgain
from faults.run import Plays, Stage, plays
from faults.town import found
from support.databases import create_database, drop_database, with_database

from schemas.catalogue.model import Channel

SEED = 1


@pytest.fixture(scope="module")
def stage(database_server: str, template_database: str) -> Iterator[Stage]:
    """A town before its first day."""
    with town_whose_court_has(Channel.TOPIC, database_server, template_database) as made:
        yield made


@contextmanager
def town_whose_court_has(channel: Channel, server: str, template: str) -> Iterator[Stage]:
    """A town before its first day, whose court has this channel."""
    name = f"hub_town_{uuid.uuid4().hex[:12]}"
    create_database(server, name, template=template)
    url = with_database(server, name)
    found(url, channel)
    yield Stage(server=server, template=url, court=channel)
    drop_database(server, name)


@pytest.fixture(scope="module")
def playing() -> Iterator[Plays]:
    """Processes to play in."""
    with plays() as beside:
        yield beside


@pytest.fixture(scope="module")
def unharmed(stage: Stage, playing: Plays) -> tuple[Calls, Ending]:
    """The play without a fault."""
    return playing.unharmed(stage)


def test_the_story_is_one_story(
    stage: Stage, playing: Plays, unharmed: tuple[Calls, Ending]
) -> None:
    """Without a fault it ends as it should, and twice alike; every kind of thing happens in it."""
    _, ending = unharmed
    assert ending.amiss == []
    assert playing.unharmed(stage)[1].differs_in(ending) == []
    bank, effects = ending.ledgers["bank"]
    assert bank.applied == len(effects) == 6
    assert not list(bank.held()), "every measure is lifted in the end"
    assert len(ending.ledgers["court"][0].results) == 2
    told = {topic for topic, _ in ending.told}
    assert {"credit.quarantine", "credit.pool", "sanctions.court", "credit.sent"} <= told
    changed = [told for (topic, _), told in ending.told.items() if topic == "credit.receipts.hrss"]
    assert max(map(len, changed)) > 1, "an outcome changed"


def test_no_statement_is_left_out(unharmed: tuple[Calls, Ending]) -> None:
    """Every statement of line, relay and push connector is among the calls, or it is told why."""
    made = {what_of(name) for name in unharmed[0].made}
    left_out = {name for names in ELSEWHERE.values() for name in names}
    assert set(statement_names().values()) - made == left_out


def test_the_nth_call_fails(
    stage: Stage,
    playing: Plays,
    unharmed: tuple[Calls, Ending],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whichever call fails, and whether or not it took effect: everything ends as without."""
    calls, expected = unharmed
    wanted = os.environ.get("NTH_CALL", "")
    step = 1 if wanted == "all" else int(wanted or 0)
    faults = every(calls, step) if step else sample(calls, SEED)
    played = playing.all(stage, expected, faults)
    with capsys.disabled():
        print(f"\n{len(played)} faults in a story of {len(calls.made)} calls")  # noqa: T201
    assert [str(each) for each in played if each.differs] == []
    if wanted in {"", "all"}:
        assert {what_of(each.fault.name) for each in played} == {what_of(n) for n in calls.made}


@pytest.mark.parametrize("channel", [Channel.WEBHOOK, Channel.FOLDER])
def test_a_court_with_another_channel_is_told_the_same(
    database_server: str,
    template_database: str,
    playing: Plays,
    unharmed: tuple[Calls, Ending],
    channel: Channel,
) -> None:
    """
    What it hears is what it hears on a topic, and it ends alike whichever call of its sender
    fails, each before it took effect and after.
    """
    with town_whose_court_has(channel, database_server, template_database) as stage:
        calls, expected = playing.unharmed(stage)
        assert expected.amiss == []
        (by_topic, _), (mine, _) = (one.ledgers["court"] for one in (unharmed[1], expected))
        assert mine.results == by_topic.results
        assert not [topic for topic, _ in expected.told if topic == "sanctions.court"]
        faults = [one for one in every(calls) if one.name.startswith("hub push court")]
        handed_over = [one for one in faults if what_of(one.name).startswith(("POST", "WRITE"))]
        assert len(handed_over) == 2 * len(mine.results)
        some = [*handed_over, *(one for one in sample(calls, SEED) if one in faults)]
        played = playing.all(stage, expected, some)
        assert [str(each) for each in played if each.differs] == []


def test_messages_acknowledged_before_they_are_decided_are_missed(
    stage: Stage, playing: Plays
) -> None:
    """A ledger that moves positions in a transaction of its own loses messages, and it is seen."""
    wrong = replace(stage, line_store_of=Acknowledges)
    calls, ending = playing.unharmed(wrong)
    faults = last(calls, "store/lock_line", 3, When.BEFORE)
    assert any(each.differs for each in playing.all(wrong, ending, faults))


def test_an_entry_written_again_is_found(stage: Stage, playing: Plays) -> None:
    """A ledger that writes again what may have been committed decides twice, and it is seen."""
    wrong = replace(stage, line_store_of=WritesAgain)
    calls, ending = playing.unharmed(wrong)
    faults = last(calls, "hub worker: COMMIT", 2, When.AFTER)
    assert all(each.differs for each in playing.all(wrong, ending, faults))


def test_receipts_marked_before_they_are_told_are_missed(stage: Stage, playing: Plays) -> None:
    """A relay that marks first and publishes then loses receipts, and it is seen."""
    wrong = replace(stage, senders_of=MarksFirst)
    calls, ending = playing.unharmed(wrong)
    faults = last(calls, "PRODUCE credit.receipts.court", 1, When.BEFORE)
    assert all(each.differs for each in playing.all(wrong, ending, faults))
