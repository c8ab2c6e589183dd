"""Whatever is wrong with a message is told with code, field and sentence, and of it alone."""

import pytest
from contract.stores import InMemory
from support.bad_messages import ABOUT_EVENTS, Sample, samples
from support.neighbours import check_between_neighbours

from streams.accept.outcome import Outcome


@pytest.mark.parametrize("sample", samples(), ids=lambda one: f"{one.code} {one.field}".strip())
def test_neighbours_go_through(sample: Sample) -> None:
    """Between two good messages of a batch: its own outcome, and the pool as if it had not come."""
    check_between_neighbours(sample, InMemory(), InMemory())


@pytest.mark.parametrize("code", ABOUT_EVENTS)
def test_every_code_has_a_sample(code: str) -> None:
    """A code that can be said about a department's message is shown by one that hears it."""
    assert code in {sample.code for sample in samples()}


def test_refusals_and_quarantine_are_both_shown() -> None:
    """The samples have both, and messages that are taken in with a word about them."""
    outcomes = {sample.outcome for sample in samples()}
    assert {Outcome.REFUSED, Outcome.QUARANTINED, Outcome.STORED, Outcome.PARKED} <= outcomes
