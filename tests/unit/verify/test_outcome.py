"""Which rows go with which outcome (R1, R19)."""

import pytest

from monitoring.verify.outcome import Outcome, wrong_answer, wrong_quarantine, wrong_versions


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_one_number_of_versions(outcome: Outcome) -> None:
    """One version of what was admitted, none of what was not; a repeat may have one or none."""
    fits = {n for n in (0, 1, 2) if wrong_versions(outcome, n) is None}
    if outcome in {Outcome.REFUSED, Outcome.QUARANTINED, Outcome.DROPPED}:
        assert fits == {0}
    elif outcome is Outcome.REPEAT:
        assert fits == {0, 1}
    else:
        assert fits == {1}


def test_answers() -> None:
    """An ACCEPTED answer counts, a REFUSED one has its code; neither is stored as a version."""
    assert wrong_answer(Outcome.ACCEPTED, 0, "") is None
    assert wrong_answer(Outcome.REFUSED, 0, "E1602") is None
    assert wrong_answer(Outcome.ACCEPTED, 0, None)
    assert wrong_answer(Outcome.ACCEPTED, 0, "E1602")
    assert wrong_answer(Outcome.REFUSED, 0, "")
    assert wrong_answer(Outcome.MERGED, 0, "")
    assert wrong_answer(Outcome.ACCEPTED, 1, "")


def test_quarantine() -> None:
    """A quarantined message is kept OPEN, a dropped one DROPPED, a replayed one may stay so."""
    assert wrong_quarantine(Outcome.QUARANTINED, "OPEN") is None
    assert wrong_quarantine(Outcome.DROPPED, "DROPPED") is None
    assert wrong_quarantine(Outcome.ACCEPTED, "REPLAYED") is None
    assert wrong_quarantine(Outcome.ACCEPTED, None) is None
    assert wrong_quarantine(Outcome.QUARANTINED, None)
    assert wrong_quarantine(Outcome.ACCEPTED, "OPEN")
