"""Of when an answer is, and whom a question is about."""

from dataclasses import replace
from datetime import UTC, date, timedelta
from uuid import UUID

import pytest

from streams.accept.identifiers import uscc as social_code
from streams.identify.pseudonym import PseudonymKey
from streams.kinds.problem import Problem
from streams.reading.as_of import stale_because
from streams.reading.asked import Asked, Weak, asked_code, identity_asked
from streams.reading.receipts import Cursor, cursor_of
from streams.wiring.clock import Clock, start_of

TODAY = date(2026, 6, 1)
KEY = PseudonymKey(version=1, secret=b"k" * 32)


def _clock(after_midnight: timedelta, *, manual: bool = False) -> Clock:
    moment = (start_of(TODAY) + after_midnight).astimezone(UTC)
    return Clock(now=lambda: moment, starts_on=TODAY if manual else None)


@pytest.mark.parametrize(
    ("day", "lag_s", "clock", "words"),
    [
        (TODAY, 0.0, _clock(timedelta(hours=9)), ""),
        (TODAY, 59.0, _clock(timedelta(hours=9)), ""),
        (TODAY, 61.0, _clock(timedelta(hours=9)), "waited for 61 s"),
        (TODAY, None, _clock(timedelta(hours=9)), "broker"),
        (None, 0.0, _clock(timedelta(hours=9)), "first day"),
        (TODAY - timedelta(days=1), 0.0, _clock(timedelta(minutes=30)), ""),
        (TODAY - timedelta(days=1), 0.0, _clock(timedelta(minutes=90)), "still 2026-05-31"),
        (TODAY - timedelta(days=90), 0.0, _clock(timedelta(hours=9), manual=True), ""),
    ],
)
def test_an_answer_says_when_it_may_be_out_of_date(
    day: date | None, lag_s: float | None, clock: Clock, words: str
) -> None:
    """Undecided messages, an unknown lag or a late day are told; a manual clock's day is not."""
    found = stale_because(day, lag_s, clock)
    assert bool(found) == bool(words)
    assert words in found


def test_one_body_is_asked_for_by_either_code() -> None:
    """The social credit code and the organisation code inside it lead to one identity."""
    by_uscc = identity_asked(asked_code("91999900MA0000007U"), TODAY, KEY)
    assert isinstance(by_uscc, UUID)
    assert by_uscc == identity_asked(asked_code(" ma000000-7\n"), TODAY, KEY)
    assert by_uscc == identity_asked(Asked(uscc="９１９９９９００MA0000007U"), TODAY, KEY)


def test_a_person_is_asked_for_by_number() -> None:
    """A citizen's number needs no type; a number of another type is another identity."""
    by_card = identity_asked(asked_code("999999199001010016"), TODAY, KEY)
    assert isinstance(by_card, UUID)
    assert by_card == identity_asked(Asked(id_number="999999199001010016"), TODAY, KEY)
    other = Asked(id_type="PASSPORT", id_number="E12345678", id_country="CHN")
    assert identity_asked(other, TODAY, KEY) != by_card
    typed = asked_code(" e12345678\n", "PASSPORT", "CHN")
    assert identity_asked(typed, TODAY, KEY) == identity_asked(other, TODAY, KEY)


def test_a_citizens_number_that_would_pass_as_a_bodys_code_is_a_citizens() -> None:
    """Every 31st does; taken for a body, the person would hear that nothing is known of them."""
    number = "999999198501010034"
    assert social_code.check(number) == number
    assert asked_code(number) == Asked(id_number=number)
    assert asked_code("129999000000000195").uscc


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (asked_code("91999900MA0000008U"), "E1002"),
        (asked_code("999999199001010017"), "E1003"),
        (Asked(uscc="00000000000000000X"), "E1004"),
        (Asked(id_number="9999991990****0016"), "E1005"),
        (Asked(uscc="91999900MA0000007U", org_code="MA0000015"), "E1001"),
        (Asked(uscc="9" * 2000), "E1106"),
    ],
)
def test_a_code_that_is_none_is_told(asked: Asked, code: str) -> None:
    """Nobody is looked up by a code that fails its check."""
    found = identity_asked(asked, TODAY, KEY)
    assert isinstance(found, Problem)
    assert found.code == code


def test_a_registration_number_alone_is_weak() -> None:
    """Offices gave the same number twice: it names nobody for certain."""
    assert identity_asked(Asked(registration_no="999900000000017"), TODAY, KEY) == Weak()


def test_a_cursor_is_opaque_and_comes_back() -> None:
    """A cursor is read back as the place it was made of, and nothing else is a cursor."""
    place = Cursor(entry=4711, ordinal=2, partition=3, offset=12_345_678_901)
    assert cursor_of(place.text()) == place
    assert cursor_of(Cursor().text()) == Cursor()
    later = replace(place, generation=1_863_000_000 << 20)
    assert cursor_of(later.text()) == later
    assert cursor_of(later.text()[:-1]) is None
    for text in ("", "x", "4711", place.text() + "A", place.text()[:-1], "?" * 34):
        assert cursor_of(text) is None
