"""A fuzzer led by coverage finds nothing that ends a target, nor does what it found before."""

import pytest
from hostile.run_fuzz import FOUND, TARGETS, again, fuzz

#: For each target; as many as make the fuzzer's own start half of the time.
INPUTS = 3_000


@pytest.mark.parametrize("target", TARGETS)
def test_no_input_ends_a_target(target: str) -> None:
    """The inputs are always the same, so that a change is to blame; `make fuzz` takes others."""
    outcome = fuzz(target, INPUTS, seed=1)
    assert outcome.returncode == 0, outcome.stdout[-3_000:]
    assert f"Done {INPUTS} runs" in outcome.stdout


def test_what_was_found_ends_nothing_any_more() -> None:
    """Each input that ever ended a target is laid before it again."""
    for kept in FOUND.glob("*-*"):
        outcome = again(kept)
        assert outcome.returncode == 0, f"{kept.name}: {outcome.stdout[-3_000:]}"
