"""A file read by a process of its own says what it says read in this one."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.cf_files import cf_file, cf_text, row
from unit.departments.reading import CF, COURT, HEADER, LIST, LISTING, LONG, TODAY, children

from connectors.departments.layouts import cf, court_list
from connectors.departments.row import AtHand, BrokenFile, Reading, Row
from streams.operate.importing.apart import read_apart
from streams.operate.importing.spool import Spool


@pytest.mark.parametrize(
    "content",
    [
        cf_file(
            row(), row(CF_WSH="二号", CF_XDR_MC="样\t例"), row(CF_JDRQ="x"), row(CF_SY="一\n二")
        ),
        cf_text(row()).encode("gb18030"),
        cf_file(row()).replace("偷税".encode(), '"偷税'.encode()),
        b"\xff" + cf_file(row()),
        HEADER,
        b"",
    ],
)
def test_a_table_is_read_as_in_this_process(content: bytes, file: Path, spool: Spool) -> None:
    """Rows, refused rows and broken files are the same on either side of the pipe."""
    file.write_bytes(content)
    compare(read_apart(file, CF, spool), cf.read(content))


@pytest.mark.parametrize(
    "lines",
    [
        [LISTING, {**LISTING, "delflag": 1}, {**LISTING, "cardNum": "9*9"}],
        [LISTING, {**LISTING, "courtName": "区人民法院"}],
        [{**LISTING, "iname": "\ud800"}],
        [],
    ],
)
def test_a_list_is_read_as_in_this_process(
    lines: list[dict[str, object]], file: Path, spool: Spool
) -> None:
    """The same for the court's list, with the code of its court and the day on its way."""
    file.write_text("\n".join(map(json.dumps, lines)))
    compare(read_apart(file, LIST, spool), court_list.read(file.read_bytes(), COURT, TODAY))


def compare(found: Reading | BrokenFile, wanted: Reading | BrokenFile) -> None:
    assert children() == []
    if isinstance(wanted, BrokenFile):
        assert found == wanted
        return
    assert isinstance(found, Reading), found
    assert (found.head, found.refused) == (wanted.head, wanted.refused)
    assert [in_memory(one) for one in found.rows] == list(wanted.rows)


def in_memory(row: Row) -> Row:
    return replace(row, kept=AtHand(held=row.kept.content()))


def test_progress_is_told_to_the_last_row(file: Path, spool: Spool) -> None:
    """The number of rows that have come grows to that of all."""
    file.write_bytes(LONG)
    told: list[int] = []
    assert isinstance(read_apart(file, CF, spool, told.append), Reading)
    assert told == sorted(told)
    assert len(told) > 10
    assert told[-1] == 20_000
