"""Towns for the tests of the running line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from integration.line.town import Town, new_town


@pytest.fixture
def town(tmp_path: Path, broker: str, fresh_database: str) -> Iterator[Town]:
    """A town on its first day, its catalogue loaded, nobody working yet."""
    found = new_town(tmp_path / "data", broker, fresh_database)
    found.begin()
    yield found
    found.close()
