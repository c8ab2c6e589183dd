"""Towns for the tests of the running line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from integration.line.town import Town, new_town
from support.told_pool import ToldPool


@pytest.fixture(scope="session")
def broker(broker: str) -> str:
    """The session's broker, on which nobody tells of another hub's facts: towns are verified."""
    ToldPool(broker).take_back()
    return broker


@pytest.fixture
def town(tmp_path: Path, broker: str, fresh_database: str) -> Iterator[Town]:
    """A town on its first day, its catalogue loaded, nobody working yet."""
    found = new_town(tmp_path / "data", broker, fresh_database)
    found.begin()
    yield found
    found.close()


@pytest.fixture
def picky(town: Town) -> Town:
    """A town whose database refuses the versions numbered 7, as it would a value of no use."""
    town.observer.execute(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION 'not this one' USING ERRCODE = '22023'; END $$"
    )
    town.observer.execute(
        "CREATE TRIGGER refuse BEFORE INSERT ON version FOR EACH ROW WHEN (NEW.number = 7)"
        " EXECUTE FUNCTION refuse()"
    )
    return town
