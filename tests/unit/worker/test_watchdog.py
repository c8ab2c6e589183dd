"""A worker that moves nothing while messages wait ends itself."""

import pytest

from streams.worker.watchdog import Stalled, Watchdog

HERE, FURTHER = {("credit.events.tax", 0): 5}, {("credit.events.tax", 0): 6}


def test_standing_still_while_messages_wait_ends_the_worker() -> None:
    """After the patience has run out, and not before."""
    dog = Watchdog(patience_s=10)
    for now_s in (0, 5, 10):
        dog.look(HERE, behind=True, entry=None, now_s=now_s)
    with pytest.raises(Stalled):
        dog.look(HERE, behind=True, entry=None, now_s=10.5)


def test_a_position_that_moves_starts_the_patience_anew() -> None:
    """Slow is not stuck."""
    dog = Watchdog(patience_s=10)
    dog.look(HERE, behind=True, entry=None, now_s=0)
    dog.look(FURTHER, behind=True, entry=None, now_s=9)
    dog.look(FURTHER, behind=True, entry=None, now_s=18)


def test_nothing_to_read_and_an_outage_conclude_nothing() -> None:
    """A quiet night is no stall, and neither is a broker that is away."""
    dog = Watchdog(patience_s=10)
    dog.look(HERE, behind=False, entry=None, now_s=0)
    dog.look(HERE, behind=False, entry=None, now_s=100)
    dog.look(HERE, behind=True, entry=None, now_s=105)
    dog.rest()
    dog.look(HERE, behind=True, entry=None, now_s=200)


def test_an_entry_that_does_not_end_is_a_stall_though_everything_is_read() -> None:
    """What was read and is not decided waits as well; entries that follow each other are none."""
    dog = Watchdog(patience_s=10)
    for entry, now_s in ((7, 0), (8, 9), (9, 18), (10, 27)):
        dog.look(HERE, behind=False, entry=entry, now_s=now_s)
    dog.look(HERE, behind=False, entry=10, now_s=37)
    with pytest.raises(Stalled):
        dog.look(HERE, behind=False, entry=10, now_s=38)
