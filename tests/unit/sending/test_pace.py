"""How many subjects a webhook partner is told of at a time."""

from streams.sending.pace import FEWEST, MOST, STEP_S, WAIT_S, Pace


def test_a_quick_partner_is_told_of_more_at_a_time_up_to_a_bound() -> None:
    """Each quick step doubles what the next one takes, and the next is claimed beside it."""
    pace, taken = Pace(), []
    for _ in range(6):
        taken.append(pace.streams)
        pace.took(STEP_S / 4)
    assert taken == [FEWEST, 2 * FEWEST, 4 * FEWEST, MOST, MOST, MOST]
    assert pace.quick


def test_with_a_slower_one_a_step_takes_its_time_all_the_same() -> None:
    """It is told of as many as a step has time for, so that a lift waits no longer."""
    pace = Pace(streams=MOST)
    pace.took(2 * STEP_S)
    assert pace.streams == MOST // 2


def test_after_a_slow_step_it_is_the_fewest_again() -> None:
    """So that a lift waits for few attempts with a partner that takes its time."""
    pace = Pace(streams=MOST, quick=True)
    pace.took(100 * WAIT_S)
    assert (pace.streams, pace.quick) == (FEWEST, False)


def test_nothing_is_claimed_beside_a_partner_of_whom_nothing_is_known() -> None:
    """It may be slow, and a lift would wait for both."""
    assert not Pace().quick


def test_with_few_at_a_time_few_are_told_again_after_a_kill() -> None:
    """Marks are written after eight at the least, after a quarter of what is claimed at most."""
    assert [Pace(streams=streams).marked for streams in (FEWEST, 64, MOST)] == [8, 16, 32]
