"""What an HTTP status means, and when an attempt is made again (R14)."""

import pytest

from connectors.channels.port import Meaning
from connectors.channels.reply import meaning_of
from streams.send.retry import Schedule


@pytest.mark.parametrize(
    ("statuses", "meaning"),
    [
        ((200, 202, 204), Meaning.TAKEN),
        ((400, 413, 422), Meaning.RETURNED),
        ((401, 403, 404, 405, 410, 301, 302, 307, 308), Meaning.BROKEN),
        ((408, 409, 418, 425, 429, 500, 502, 503, 504, 599), Meaning.LATER),
    ],
)
def test_a_status_has_one_meaning(statuses: tuple[int, ...], meaning: Meaning) -> None:
    """No reply is an answer; a redirect is never followed."""
    assert {meaning_of(status) for status in statuses} == {meaning}


def test_attempts_go_on_for_ever_and_ever_less_often() -> None:
    """Waits grow up to five minutes; chance takes away up to half."""
    schedule = Schedule()
    waits = [schedule.wait_s(n, 1.0) for n in range(1, 1000)]
    assert waits == sorted(waits)
    assert waits[-1] <= 300
    assert schedule.wait_s(5, 0.0) == schedule.wait_s(5, 1.0) / 2
