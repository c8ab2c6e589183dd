"""Why an act could not be done is told in a sentence."""

import pytest

from streams.line.changes import NotDone
from streams.line.why_not import WhyNot


@pytest.mark.parametrize(
    ("why", "about", "told"),
    [
        (WhyNot.NOT_HELD, "", "the directive is not held"),
        (WhyNot.DECIDED_AFTER, "d7", "directive d7 was decided after it: that one holds"),
        (WhyNot.STILL_UNREADABLE, "E1501", "still not readable: E1501"),
        (WhyNot.STRICTER, "row {0}: later", "row {0}: later"),
    ],
)
def test_the_sentence_says_what_it_is_about(why: WhyNot, about: str, told: str) -> None:
    """The words stand as they are stored, with what the one case is about in its place."""
    assert NotDone(why=why, about=about).told == told


def test_a_reason_has_one_place_at_most() -> None:
    """No word of a case is lost, and none is asked for that nobody gives."""
    assert {why.count("{") for why in WhyNot} == {0, 1}
    assert all("{}" in why for why in WhyNot if "{" in why)
