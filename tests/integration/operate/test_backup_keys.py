"""Which keys a backup needs to come back: those by which what is stored is read."""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from integration.operate.conftest import IdleHub, tables

from streams.wiring.failures import CannotRun
from streams.wiring.keys import rotate


def rotated_and_lost(hub: IdleHub, tmp_path: Path, *names: str) -> tuple[str, Path]:
    """A backup taken after these keys were rotated, and the keys of before."""
    before = tmp_path / "before"
    copytree(hub.keys, before)
    for name in names:
        rotate(hub.keys, name)
    hub.run("backup", str(tmp_path / "backup"))
    return str(tmp_path / "backup"), before


def test_a_lost_version_that_nothing_stored_needs_keeps_no_backup_out(
    idle_hub: IdleHub, empty: IdleHub, tmp_path: Path
) -> None:
    """Signing and outbox keys are named where they are missing, and the backup comes back."""
    backup, before = rotated_and_lost(idle_hub, tmp_path, "hub-ed25519", "outbox")
    hub = replace(empty, environment={**empty.environment, "HUB_KEYS": str(before)})
    told = json.loads(hub.run("restore", backup, "--json").output)
    assert told["keys_missing"] == ["hub-ed25519 2", "outbox 2"]
    assert tables(empty.database) > 0


def test_a_lost_version_that_rows_were_written_with_is_told_with_a_way_out(
    idle_hub: IdleHub, empty: IdleHub, tmp_path: Path
) -> None:
    """Only what cannot be done without is named; nothing is brought back."""
    backup, before = rotated_and_lost(idle_hub, tmp_path, "hub-ed25519", "identity-encryption")
    hub = replace(empty, environment={**empty.environment, "HUB_KEYS": str(before)})
    with pytest.raises(CannotRun, match="take a backup from before that key was made") as refused:
        hub.run("restore", backup)
    assert ": identity-encryption 2 differ" in str(refused.value)
    assert tables(empty.database) == 0
