"""What fails at the hub itself, message after message, stops the worker before it is given up."""

import shutil
from pathlib import Path

import pytest
from integration.line.town import DECIDED, Town, body
from integration.line.working import kill
from scenario.message import wage
from support.hub_process import await_that
from support.imports import ROOT

from streams.deciding.faults import LEAST
from streams.line.command import QuarantineThrough
from streams.store.connection import connect
from streams.store.holder import holder

COUNT = 3 * LEAST
UNREADABLE = b"\x00\x00\x0f\x42\x3f\x02"


def stands_still(town: Town) -> str:
    """Why the worker that decides stands still, as `hub status` is told."""
    with connect(town.url, "test") as connection:
        found = holder(connection)
    return "" if found is None else found.stands_still


def quarantined(town: Town) -> int:
    """Messages in open quarantine."""
    (count,) = town.rows("SELECT count(*)::int FROM quarantine WHERE state = 'OPEN'")[0]
    assert isinstance(count, int)
    return count


def published(town: Town, version: int = 1) -> list[tuple[str, int]]:
    """So many good messages of one department."""
    messages = (wage(f"W{n}", version, about=body(n), decided=DECIDED) for n in range(COUNT))
    return town.append(*(town.encoded(message) for message in messages))


@pytest.fixture
def bad_release(tmp_path: Path) -> Path:
    """A release of which a check fails at every message."""
    folder = tmp_path / "release"
    shutil.copytree(ROOT / "streams", folder / "streams")
    file = folder / "streams" / "accept" / "conditions.py"
    sound = file.read_text("utf-8")
    first = "    problem = _out_of_range(event)\n"
    assert sound.count(first) == 1
    file.write_text(sound.replace(first, "    problem = _out_of_range(event.missing)\n"), "utf-8")
    return folder


def test_a_bad_release_gives_nothing_up(town: Town, bad_release: Path) -> None:
    """The worker stands still, lives, and says which topic, which release and what to do; started
    again and again it gives up nothing more; the release before takes all of it."""
    places = published(town)
    for _ in range(2):
        (worker,) = town.work(release=bad_release)
        await_that("it stands still", lambda: stands_still(town) != "", 60)
        said = stands_still(town)
        assert f"{places[0][0]}/0" in said
        assert f"hub quarantine through {places[0][0]}/0/" in said
        assert "version" in said
        assert worker.exit_code() is None
        assert quarantined(town) < LEAST
        kill(worker)
    town.workers.clear()
    (worker,) = town.work()
    town.await_all()
    await_that("it decides", lambda: stands_still(town) == "", 30)
    accepted = [place for place in places if town.outcomes()[place] == ["ACCEPTED"]]
    assert len(accepted) == COUNT - quarantined(town)


def test_a_database_that_takes_no_value_gives_up_few(picky: Town) -> None:
    """Fewer than ten lie in quarantine when the worker stands still; by an officer's word the rest
    follow, and a day of decisions replays as it was."""
    town = picky
    places = published(town, version=7)
    (worker,) = town.work()
    await_that("it stands still", lambda: stands_still(town) != "", 60)
    assert quarantined(town) == LEAST - 1
    topic, last = places[-1]
    assert town.command(QuarantineThrough(topic=topic, partition=0, offset=last)) == "DONE"
    town.await_all()
    assert quarantined(town) == COUNT
    await_that("it decides", lambda: stands_still(town) == "", 30)
    assert worker.exit_code() is None
    town.check()
    town.check_replay()


def test_what_waits_is_tried_again_after_any_command(picky: Town) -> None:
    """The database was mended meanwhile: all that was not given up is accepted."""
    town = picky
    places = published(town, version=7)
    town.work()
    await_that("it stands still", lambda: stands_still(town) != "", 60)
    town.observer.execute("DROP TRIGGER refuse ON version")
    nothing = QuarantineThrough(topic=places[0][0], partition=0, offset=-1)
    assert town.command(nothing) == "DONE"
    town.await_all()
    assert quarantined(town) == LEAST - 1
    assert town.outcomes()[places[-1]] == ["ACCEPTED"]


def test_a_flood_of_nonsense_stops_nobody(town: Town) -> None:
    """Bytes that no release reads are quarantined, however many one department sends."""
    topic = town.topic("hrss")
    town.append(*((topic, UNREADABLE) for _ in range(COUNT)))
    good = town.append(town.encoded(wage("W1", about=body(1), decided=DECIDED)))
    town.work()
    town.await_all()
    assert quarantined(town) == COUNT
    assert town.outcomes()[good[0]] == ["ACCEPTED"]
    assert stands_still(town) == ""
