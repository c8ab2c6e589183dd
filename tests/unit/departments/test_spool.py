"""Rows that were read are laid by on disk, where nobody can read them and memory is spared."""

import os
import tracemalloc
from pathlib import Path

import pytest
from support.cf_files import A, cf_file, row
from unit.departments.reading import CF, LONG, MIB, children

from connectors.departments.failures import Busy
from connectors.departments.row import Reading
from streams.operate.importing.apart import read_apart
from streams.operate.importing.spool import Spool


def test_long_rows_do_not_fill_the_memory(file: Path, spool: Spool) -> None:
    """What rows say in full is never in memory at once: 18 MB of file take a third of it."""
    long = "长" * 3_000
    file.write_bytes(cf_file(*(row(CF_WSH=f"{one}号", CF_SY=long) for one in range(2_000))))
    tracemalloc.start()
    try:
        found = read_apart(file, CF, spool)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(found, Reading)
    assert len(found.rows) == 2_000
    assert file.stat().st_size > 18_000_000
    assert peak_bytes < 6_000_000
    assert found.rows[-1].record["violation_facts"] == long


def test_rows_are_laid_by_where_nobody_can_read_them(tmp_path: Path, file: Path) -> None:
    """The spool has no name in its folder, and no bytes of a row stand in it."""
    file.write_bytes(cf_file(row()))
    with Spool(tmp_path / "spool") as spool:
        found = read_apart(file, CF, spool)
        assert isinstance(found, Reading)
        assert found.rows[0].record["violation"] == "偷税"
        assert list((tmp_path / "spool").iterdir()) == []
        raw = os.pread(spool._file.fileno(), MIB, 0)
        assert len(raw) > 500
        assert A.encode() not in raw


def test_a_place_that_cannot_be_written_is_told_of() -> None:
    """No folder, no spool: the folder, the reason, and that nothing was sent."""
    place = Path("/proc/no-such-folder")
    with pytest.raises(Busy, match=rf"^{place} does not take the rows .* Nothing was sent\."):
        Spool(place)


def test_a_full_disk_is_told_of(file: Path, spool: Spool) -> None:
    """Where the spool cannot be written, nothing was sent and room must be made."""
    file.write_bytes(LONG)
    spool._file.close()
    spool._file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115
    with pytest.raises(Busy, match=r"Nothing was sent\. Make room"):
        read_apart(file, CF, spool)
    assert children() == []
