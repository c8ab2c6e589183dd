"""How long the line needs to catch up, from two looks at what waits."""

from datetime import date

import pytest

from streams.reading.as_of import AsOf
from streams.reading.catching_up import MEASURED_OVER_S, _catch_up_s


def _lagging(messages: int | None) -> AsOf:
    return AsOf(day=date(2026, 6, 1), entry=1, lag_messages=messages, lag_s=None, stale="")


@pytest.mark.parametrize(
    ("first", "second", "left_s"),
    [
        (1000, 900, 9.0),
        (1000, 600, 1.5),
        (50, 0, 0.0),
        (1000, 1000, None),
        (1000, 1200, None),
        (None, 900, None),
        (1000, None, None),
    ],
)
def test_the_time_left_is_what_waits_over_what_is_gained(
    first: int | None, second: int | None, left_s: float | None
) -> None:
    """Messages left by messages gained a second; none while the lag stands, grows or is unknown."""
    found = _catch_up_s(_lagging(first), _lagging(second))
    assert found == (left_s if left_s is None else pytest.approx(left_s * MEASURED_OVER_S))
