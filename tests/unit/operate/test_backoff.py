"""Pauses before a child is started again."""

from streams.operate.supervise.backoff import LIMIT, delay_s


def test_pauses_grow_and_end() -> None:
    """Each pause is at least as long as the one before, none is over 30 s, and there is an end."""
    pauses = [pause for deaths in range(1, LIMIT + 1) if (pause := delay_s(deaths)) is not None]

    assert pauses == sorted(pauses)
    assert len(pauses) == LIMIT
    assert max(pauses) <= 30
    assert delay_s(LIMIT + 1) is None
