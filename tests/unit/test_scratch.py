"""Servers of the tests keep their data in memory only where that is safe."""

from pathlib import Path

import pytest
from support import scratch


def test_a_plain_folder_is_no_memory(tmp_path: Path) -> None:
    """A machine without such a file system uses the usual place."""
    assert scratch.servers_place(tmp_path) is None


def test_a_small_one_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty-four mebibytes, as containers have, would be full within a minute."""
    monkeypatch.setattr(scratch, "ENOUGH_BYTES", 2**62)
    assert scratch.servers_place(Path("/")) is None
