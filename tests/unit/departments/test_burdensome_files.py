"""A file is read by a process of its own, which nothing in the file can make a burden."""

import json
import os
from pathlib import Path

import pytest
from support.cf_files import cf_file, row
from unit.departments.reading import CF, LIST, LISTING, MIB, children, table, with_bounds

from connectors.departments.row import BrokenFile, Reading
from streams.operate.importing.apart import FileQuestion, ReadingBounds, read_apart
from streams.operate.importing.spool import Spool

GREEDY = [
    # A row of two million cells, over as many lines as it has cells
    (table(b'"ab\n",' * 2_000_000), CF, {"memory_bytes": 128 * MIB}, "the memory"),
    # Rows that cost more to refuse than to write
    (table(b"x\n" * 1_500_000), CF, {"cpu_s": 1}, "the processor time"),
    (table(b"x\n" * 1_500_000), CF, {"wall_s": 0.5}, "0 seconds"),
    (table(b"x\n" * 100_000), CF, {"output_bytes": MIB}, "the room"),
    (table(b'"ab\n",' * 100_000), CF, {"line_bytes": 100_000}, "the room"),
    (table(b"x\n" * 1_001), CF, {"rows": 1_000}, "1000 rows"),
    (b"{}\n" * 300_000, LIST, {"cpu_s": 1}, "the processor time"),
]


@pytest.mark.parametrize(("content", "question", "changes", "what"), GREEDY)
def test_a_greedy_file_is_given_up(
    content: bytes,
    question: FileQuestion,
    changes: dict[str, float],
    what: str,
    file: Path,
    spool: Spool,
) -> None:
    """Memory, processor time, time, size of what comes of it, rows: one sentence, F1009."""
    file.write_bytes(content)
    found = read_apart(file, question, spool, bounds=with_bounds(**changes))
    assert isinstance(found, BrokenFile), found
    assert found.code == "F1009"
    assert f"took more than {what}" in str(found)
    assert "split it" in str(found)
    assert children() == []


@pytest.mark.parametrize(
    ("content", "question", "code"),
    [
        (table(b"x" * 3 * MIB), CF, "F1006"),
        (table(b'"' + b"x\n" * MIB), CF, "F1006"),
        (b",".join(b"C%d" % column for column in range(1_000_000)), CF, "F1006"),
        (b",".join(b"C%d" % column for column in range(100_000)), CF, "F1005"),
        (b"[" * 3 * MIB, LIST, "F1006"),
        (b"\n" * 3 * MIB, LIST, "F1007"),
    ],
)
def test_a_misshapen_file_is_named(
    content: bytes, question: FileQuestion, code: str, file: Path, spool: Spool
) -> None:
    """A huge cell, a million columns, endless brackets need no bound of the process."""
    file.write_bytes(content)
    found = read_apart(file, question, spool)
    assert isinstance(found, BrokenFile), found
    assert found.code == code


def test_deep_and_wide_rows_are_refused_alone(file: Path, spool: Spool) -> None:
    """JSON of 60,000 brackets, a row of 400,000 cells: their neighbours are read."""
    file.write_bytes(b"\n".join([json.dumps(LISTING).encode(), b"[" * 60_000, b'{"a":' * 9_000]))
    found = read_apart(file, LIST, spool)
    assert isinstance(found, Reading)
    assert [one.code for one in found.refused] == ["E1502", "E1502"]
    assert [one.line for one in found.rows] == [1]
    good = cf_file(row()).splitlines()[1]
    file.write_bytes(table(good, b"x," * 400_000, good))
    found = read_apart(file, CF, spool)
    assert isinstance(found, Reading)
    assert [(one.line, one.code) for one in found.refused] == [(3, "E1101")]
    assert [one.line for one in found.rows] == [2, 4]


def test_a_file_beyond_the_limit_is_not_looked_at(file: Path, spool: Spool) -> None:
    """257 MiB are turned away by their size; no process is started."""
    with file.open("wb") as out:
        out.truncate(257 * MIB)

    def never(size: int) -> ReadingBounds:
        raise AssertionError(size)

    found = read_apart(file, CF, spool, bounds=never)
    assert isinstance(found, BrokenFile)
    assert found.code == "F1006"


def test_only_files_are_read(tmp_path: Path, file: Path, spool: Spool) -> None:
    """A pipe nobody writes to, a folder, a device, nothing: F1008 at once."""
    os.mkfifo(file)
    for path in (file, tmp_path, Path("/dev/zero"), tmp_path / "missing"):
        found = read_apart(path, CF, spool)
        assert isinstance(found, BrokenFile)
        assert found.code == "F1008"
        assert not str(found).startswith("line")
