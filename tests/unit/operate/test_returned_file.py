"""The file of rows that came back: there when some did, gone when none does, never a traceback."""

import os
import stat
from pathlib import Path

import pytest

from connectors.departments.returned import Returned
from connectors.departments.row import Head, Reading
from streams.operate.importing.result import PENDING, REFUSED, UNCHANGED, FileDone, RowResult
from streams.operate.importing.returned_file import leave_returned
from streams.wiring.failures import CannotRun

READING = Reading(head=Head(layout="cf", columns=("CF_WSH",)), rows=(), refused=())
BACK = Returned(line=2, code="E1002", column="CF_WSH", advice="", cells=("9",))


def _done(outcome: str, *returned: Returned) -> FileDone:
    return FileDone(rows=(RowResult(line=2, outcome=outcome),), returned=returned)


def test_what_came_back_is_written(tmp_path: Path) -> None:
    """The file holds the row and replaces an earlier one."""
    target = tmp_path / "rows.csv.refused.csv"
    target.write_text("earlier")
    told = leave_returned(target, Path(__file__), _done(REFUSED, BACK), READING)
    assert told == f"1 rows to mend: {target}"
    text = target.read_text("utf-8-sig")
    assert "E1002" in text
    assert "earlier" not in text


@pytest.mark.parametrize(
    ("of_file", "of_target"), [(0o600, 0o600), (0o400, 0o600), (0o640, 0o640), (0o755, 0o644)]
)
def test_nobody_else_reads_what_came_back(tmp_path: Path, of_file: int, of_target: int) -> None:
    """It is open as far as the imported file is, also where an earlier one was open to all."""
    file, target = tmp_path / "rows.csv", tmp_path / "rows.csv.refused.csv"
    file.touch()
    file.chmod(of_file)
    target.write_text("earlier")
    target.chmod(0o666)
    before = os.umask(0o022)
    try:
        leave_returned(target, file, _done(REFUSED, BACK), READING)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == of_target
    assert sorted(tmp_path.iterdir()) == [file, target]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Path, reason and next step instead of a traceback; the exit code stays that of refused."""
    target = tmp_path / "no-such-folder" / "rows.csv.refused.csv"
    with pytest.raises(CannotRun) as told:
        leave_returned(target, Path(__file__), _done(REFUSED, BACK), READING)
    text = str(told.value)
    assert f"{target} cannot be written (No such file or directory)" in text
    assert "Copy the imported file to a place that can be written" in text


def test_no_earlier_file_misleads(tmp_path: Path) -> None:
    """When every row is in, the file of an earlier run is removed, and that is said."""
    target = tmp_path / "rows.csv.refused.csv"
    target.write_text("earlier")
    assert "is removed" in leave_returned(target, Path(__file__), _done(UNCHANGED), READING)
    assert not target.exists()
    assert not leave_returned(target, Path(__file__), _done(UNCHANGED), READING)


def test_an_earlier_file_stays_while_a_row_is_pending(tmp_path: Path) -> None:
    """It may hold the row whose outcome is to come; that it is an earlier one is said."""
    target = tmp_path / "rows.csv.refused.csv"
    target.write_text("earlier")
    assert "is of an earlier run" in leave_returned(target, Path(__file__), _done(PENDING), READING)
    assert target.exists()
