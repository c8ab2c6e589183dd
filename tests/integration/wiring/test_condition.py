"""What `hub status` is concerned about, read from a real database."""

from dataclasses import replace
from datetime import date

import psycopg
import pytest
from catalogues import WAGE_BAN, editions, loaded, only_editions, sample

from schemas.catalogue.serialise import to_json
from streams.wiring.reading.as_of import AsOf
from streams.wiring.reading.condition import condition
from streams.wiring.worker.mastership import Holder

HOLDER = Holder(name="here:1", backend_pid=1, age_s=0.5)
END = date(2026, 6, 30)


@pytest.mark.parametrize(("day", "left"), [("2026-05-30", None), ("2026-05-31", 30)])
def test_an_edition_that_ends_unfollowed_is_a_concern(
    fresh_database: str, day: str, left: int | None
) -> None:
    """Thirty days before a row's last edition ends, the hub is not well, and says what to load."""
    early, late = editions(sample(), WAGE_BAN)
    ending = only_editions(sample(), WAGE_BAN, early, replace(late, valid_until=END))
    with psycopg.connect(fresh_database, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO catalogue (number, version, body, entry) VALUES (1, 'v', %s, 1)",
            (to_json(loaded(ending)),),
        )
        connection.execute("UPDATE line SET catalogue = 1, day = %s", (day,))
        when = AsOf(day=date.fromisoformat(day), entry=1, lag_messages=0, lag_s=0.0, stale="")

        found = condition(connection, when, HOLDER, None)

    measure, trigger = WAGE_BAN
    named = f"the last edition with {measure} for {trigger} ends in {left} days"
    if left is None:
        assert (found.concerns, found.well) == ((), True)
    else:
        assert found.concerns == (f"{named}: load its successor with hub catalogue load",)
        assert found.next_step == found.concerns[0]
        assert not found.well
