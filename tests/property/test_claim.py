"""Whatever is decided, lost, doubled, delayed or refused between: at rest the partner agrees."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from property.one_measure import World


def _run(words: list[str]) -> None:
    world = World()
    for word in words:
        world.step(word)
    world.come_to_rest(on_hold=True)
    world.check_rest_on_hold()
    world.come_to_rest(on_hold=False)
    world.check_rest()


DECISIONS = ["x", "y", "l", "o", "X", "Y", "e"]
FAULTS = ["send", "lose", "delay", "late", "twice", "cut", "cut again", "hear", "hear last"]
MOODS = ["moody", "think better", "hold", "sign", "midnight"]


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(DECISIONS + FAULTS + MOODS), max_size=24))
def test_the_partner_ends_with_what_was_decided_last(words: list[str]) -> None:
    """After any run of decisions, claims, kills, losses, late doubles, refusals and holds, the
    partner holds exactly what was decided last, and nothing was first claimed after its ground or
    its own end (R12, R13)."""
    _run(words)


@pytest.mark.parametrize("first", DECISIONS)
def test_every_short_run(first: str) -> None:
    """The same for every run of five words that begins with a decision."""
    words = ["x", "y", "l", "o", "send", "lose", "delay", "late", "cut again", "hear", "moody"]
    for rest in product(words, repeat=4):
        _run([first, *rest])
