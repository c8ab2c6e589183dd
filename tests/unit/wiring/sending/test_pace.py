"""How many subjects a webhook partner is told of at a time."""

from streams.wiring.sending.pace import FEWEST, MOST, QUICK_S, Pace


def test_a_quick_partner_is_told_of_more_at_a_time_up_to_a_bound() -> None:
    """Each quick step doubles what the next one takes."""
    pace, taken = Pace(), []
    for _ in range(6):
        taken.append(pace.streams)
        pace.took(QUICK_S / 2)
    assert taken == [FEWEST, 2 * FEWEST, 4 * FEWEST, MOST, MOST, MOST]


def test_after_a_slow_step_it_is_the_fewest_again() -> None:
    """So that a lift waits for few attempts with a partner that takes its time."""
    pace = Pace(streams=MOST)
    pace.took(QUICK_S)
    assert pace.streams == FEWEST


def test_with_few_at_a_time_few_are_told_again_after_a_kill() -> None:
    """Marks are written after eight at the least, after a quarter of what is claimed at most."""
    assert [Pace(streams=streams).marked for streams in (FEWEST, 64, MOST)] == [8, 16, 32]
