"""What a stranger leaves where backups lie is none: it would be carried out beside the keys."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from integration.operate.conftest import IdleHub, tables

from streams.operate.backup.key_archive import gather, seal, write_private
from streams.operate.backup.manifest import read_manifest, sealed, write_manifest
from streams.wiring.failures import CannotRun

PASSPHRASE = "five small boats in the rain"


def test_what_a_stranger_wrote_where_backups_lie_is_not_brought_back(
    backup: Path, empty: IdleHub, tmp_path: Path
) -> None:
    """Every digest fits, and the dump would be carried out; the seal is of another key or old."""
    dump = backup / "database.dump"
    dump.write_bytes(dump.read_bytes() + b"\0")
    content = dump.read_bytes()
    taken = read_manifest(backup)
    altered = replace(
        taken, dump_bytes=len(content), dump_sha256=hashlib.sha256(content).hexdigest()
    )
    keys = tmp_path / "keys.file"
    write_private(keys, seal(gather(empty.keys, tmp_path), PASSPHRASE))
    for forged in (altered, replace(altered, seal=""), sealed(altered, bytes(32))):
        write_manifest(backup, forged)
        with pytest.raises(CannotRun, match="not what the hub of these keys backed up"):
            empty.run("restore", str(backup))
        elsewhere = {**empty.environment, "HUB_KEYS": str(tmp_path / "no-keys")}
        with pytest.raises(CannotRun, match="not what the hub of these keys backed up"):
            replace(empty, environment=elsewhere).run(
                "restore", str(backup), "--keys", str(keys), given=PASSPHRASE
            )
    assert not (tmp_path / "no-keys").exists()
    assert tables(empty.database) == 0


def test_a_backup_of_an_earlier_form_says_how_it_comes_back(backup: Path, empty: IdleHub) -> None:
    """It has no seal: whoever could write it anew could say that it is of that form."""
    write_manifest(backup, replace(read_manifest(backup), form=1))
    with pytest.raises(CannotRun, match=r"form 1.* the version of the hub that wrote it"):
        empty.run("restore", str(backup))
