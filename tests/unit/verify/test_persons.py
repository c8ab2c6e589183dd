"""Who is of full age, by the recount of `hub verify` (R9)."""

import pytest
from scenario.calendar import day

from monitoring.verify.recount.persons import of_full_age


@pytest.mark.parametrize(
    ("born", "decided", "full"),
    [
        ("2008-06-02", "2026-06-01", False),
        ("2008-06-02", "2026-06-02", False),
        ("2008-06-02", "2026-06-03", True),
        ("2008-02-29", "2026-03-01", False),
        ("2008-02-29", "2026-03-02", True),
        ("2007-12-31", "2026-01-01", True),
    ],
)
def test_w12_full_age_begins_the_day_after_the_birthday(
    born: str, decided: str, *, full: bool
) -> None:
    """On the eighteenth birthday itself somebody is a minor (W12)."""
    assert of_full_age(day(born), day(decided)) is full
