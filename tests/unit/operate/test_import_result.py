"""What the exit code of `hub import` says of a file's rows."""

import pytest

from streams.operate.importing.result import PENDING, REFUSED, UNCHANGED, FileDone, RowResult


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ((), 0),
        (("ACCEPTED", UNCHANGED, "REPEAT"), 0),
        (("ACCEPTED", PENDING), 3),
        ((PENDING, REFUSED), 1),
    ],
)
def test_a_refused_row_weighs_more_than_a_pending_one(outcomes: tuple[str, ...], code: int) -> None:
    """0 when all is well, 3 while the hub is silent about a row, 1 when one was refused."""
    rows = tuple(RowResult(line=n, outcome=outcome) for n, outcome in enumerate(outcomes))
    assert FileDone(rows=rows).exit_code == code
