"""A worker killed at any point: work is repeated, effects are not (C68)."""

import random
import time

import pytest
from integration.line.gate import await_backend, gate
from integration.line.town import DECIDED, Town, body
from integration.line.working import kill
from scenario.message import Message, penalty, wage


def news(first: int, count: int) -> list[Message]:
    """Wage-arrears entries, penalties and repeats about organisations of their own."""
    found: list[Message] = []
    for number in range(first, first + count):
        listed = wage(f"W{number}", about=body(number), decided=DECIDED)
        found += [listed, penalty(f"N{number}", about=body(number), decided=DECIDED)]
        if number % 3 == 0:
            found.append(listed.again())
    return found


@pytest.mark.parametrize("point", ["line", "version", "page", "journal", "commit"])
def test_killed_inside_the_transaction(town: Town, point: str) -> None:
    """Killed before, inside and at the end of its transaction, a worker leaves no half entry."""
    (first,) = town.work()
    town.publish(*news(0, 3))
    town.await_all()
    with gate(town, point) as standing:
        town.publish(*news(100, 20))
        await_backend(standing)
        kill(first)
    town.work()
    town.await_all()
    town.check()
    assert town.one("SELECT count(DISTINCT measure_id) FROM directive") == 23 * 2


def test_killed_after_the_commit(town: Town) -> None:
    """Killed when its entry is committed and nobody was told, a worker's successor goes on."""
    (first,) = town.work()
    town.publish(*news(0, 50))
    town.await_decided(1)
    kill(first)
    town.publish(*news(100, 5))
    town.work()
    town.await_all()
    town.check()


def test_killed_again_and_again(town: Town) -> None:
    """Killed five times at any moment while messages come in, the line decides each once."""
    chance = random.Random(68)
    for round_no in range(5):
        (worker,) = town.work()
        town.publish(*news(1000 * round_no, 300))
        goal = min(town.decided() + chance.randrange(600), len(town.published))
        town.await_decided(goal)
        time.sleep(chance.random() / 20)  # any moment: no condition says when
        kill(worker)
    town.work()
    town.await_all()
    town.check()
    assert town.one("SELECT count(DISTINCT measure_id) FROM directive") == 5 * 300 * 2
    town.check_replay()
