"""When the worker looks for garbage in cycles."""

import gc
from collections.abc import Iterator

import pytest

from streams.worker.collecting import (
    FEW_OBJECTS,
    LOOK_AT_ALL_EVERY_S,
    MANY_OBJECTS,
    Collecting,
)


class Knot:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collecting() -> Iterator[Collecting]:
    """A collector that has begun at second 0; Python's own way is put back afterwards."""
    found = Collecting()
    found.begin(0.0)
    yield found
    gc.enable()
    gc.unfreeze()
    gc.collect()


def knots() -> int:
    """Knots that still live, set aside or not."""
    gc.unfreeze()
    return sum(isinstance(thing, Knot) for thing in gc.get_objects())


def test_pythons_own_way_holds_until_it_begins() -> None:
    """A process that has not begun keeps its collector."""
    Collecting().between(1.0, leisure=True)
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_at_leisure_what_is_new_is_looked_through(collecting: Collecting) -> None:
    """A cycle made since the last look is freed as soon as there is nothing to decide."""
    Knot()
    new: list[list[int]] = [[] for _ in range(FEW_OBJECTS + 1)]
    collecting.between(1.0, leisure=True)
    assert knots() == 0
    assert new


def test_busy_it_sets_aside_unseen(collecting: Collecting) -> None:
    """While there is work nothing is walked through, and what has come together is set aside."""
    Knot()
    new: list[list[int]] = [[] for _ in range(MANY_OBJECTS + 1)]
    before = gc.get_freeze_count()
    collecting.between(1.0, leisure=False)
    assert gc.get_freeze_count() > before + MANY_OBJECTS
    assert knots() == 1
    assert new


def test_everything_is_looked_at_once_an_hour(collecting: Collecting) -> None:
    """A cycle that was set aside is freed an hour later."""
    Knot()
    gc.freeze()
    collecting.between(LOOK_AT_ALL_EVERY_S + 1, leisure=True)
    assert knots() == 0
