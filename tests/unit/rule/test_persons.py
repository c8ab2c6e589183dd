"""How old somebody was on a day (R9)."""

from datetime import date

import pytest

from streams.rule.persons import of_full_age


@pytest.mark.parametrize(
    ("born", "on", "full_age"),
    [
        (date(2008, 6, 2), date(2026, 6, 1), False),
        (date(2008, 6, 1), date(2026, 6, 1), True),
        (date(2008, 12, 1), date(2026, 6, 30), False),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
    ],
)
def test_full_age_begins_on_the_eighteenth_birthday(born: date, on: date, full_age: bool) -> None:
    """Neither the year nor the month of the birthday is enough (民法典 art. 17)."""
    assert of_full_age(born, on) is full_age
