"""What stands in the way of a start is told, whatever it is."""

from pathlib import Path

import pytest

from streams.operate.supervise.preparation import prepare
from streams.wiring.failures import CannotRun
from streams.wiring.settings import read_settings

#: The discard port: nobody listens there.
CLOSED = "127.0.0.1:9"


def test_a_database_that_went_is_told_and_no_key_is_made(tmp_path: Path) -> None:
    """One that is away when the hub looks for data: its place, no password, and no new keys."""
    named = {
        "HUB_DATA": str(tmp_path),
        "HUB_BOOTSTRAP_SERVERS": CLOSED,
        "HUB_DATABASE_URL": f"postgresql://hub:hunter2@{CLOSED}/hub",
    }
    settings = read_settings(named)
    with pytest.raises(CannotRun, match=f"database at {CLOSED} does not answer") as away:
        prepare(settings, pytest.fail)
    assert "hunter2" not in str(away.value)
    assert not settings.keys_folder.exists()
