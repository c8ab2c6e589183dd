"""A file is read by a process of its own, which nothing in the file can make a burden."""

import json
import os
import signal
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cf_files import A, cf_file, cf_text, row

from connectors.departments.failures import Busy
from connectors.departments.layouts import cf, court_list
from connectors.departments.row import AtHand, BrokenFile, Reading, Row
from streams.wiring.importing.apart import Bounds, Question, bounds_for, read_apart
from streams.wiring.importing.spool import Spool

TODAY = date(2026, 6, 1)
COURT = "11999900000018016G"
CF = Question(layout=cf.LAYOUT, court_uscc="", today=TODAY)
LIST = Question(layout=court_list.LAYOUT, court_uscc=COURT, today=TODAY)
HEADER = cf_file()
MIB = 1024 * 1024

LISTING = {
    "iname": "样例乙",
    "caseCode": "(2026)苏9999执901号",
    "cardNum": A,
    "courtName": "市中级人民法院",
    "partyTypeName": "1",
    "publishDate": "2026年05月12日",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.fixture
def spool(tmp_path: Path) -> Iterable[Spool]:
    with Spool(tmp_path / "spool") as spool:
        yield spool


def children() -> list[Path]:
    """The processes this one has started for reading and that are still there."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = process.joinpath("stat").read_text().rpartition(")")[2].split()[1]
            command = process.joinpath("cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == os.getpid() and b"streams.wiring.importing.child" in command:
            found.append(process)
    return found


def with_bounds(**changes: Any) -> Callable[[int], Bounds]:
    """The bounds for a file of that size, some of them others."""
    return lambda size: replace(bounds_for(size), **changes)


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


def table(*rows: bytes) -> bytes:
    return HEADER + b"\r\n".join(rows)


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
    question: Question,
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
    content: bytes, question: Question, code: str, file: Path, spool: Spool
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

    def never(size: int) -> Bounds:
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


LONG = cf_file(*(row(CF_WSH=f"{number}号") for number in range(20_000)))


@pytest.mark.parametrize(
    ("sent", "bounds", "code", "why"),
    [
        (signal.SIGKILL, {}, "F1010", "was ended from outside (SIGKILL)"),
        (signal.SIGTERM, {}, "F1010", "was ended from outside (SIGTERM)"),
        # It neither ends nor says anything any more
        (signal.SIGSTOP, {"wall_s": 6.0}, "F1009", "took more than 6 seconds"),
    ],
)
def test_a_process_that_dies_or_hangs_is_told_of(
    sent: signal.Signals, bounds: dict[str, float], code: str, why: str, file: Path, spool: Spool
) -> None:
    """Killed or stopped in the middle, the file is given up after the line it came to."""
    file.write_bytes(LONG)

    def strike(rows: int) -> None:
        (process,) = children()
        os.kill(int(process.name), sent)

    found = read_apart(file, CF, spool, strike, with_bounds(**bounds))
    assert isinstance(found, BrokenFile)
    assert (found.code, found.line > 1_000) == (code, True)
    assert why in found.why
    assert children() == []


def test_the_process_has_its_bounds(file: Path, spool: Spool) -> None:
    """It can write no file, and has no more memory, time or open files than it was given."""
    file.write_bytes(LONG)
    seen: dict[str, str] = {}

    def look(rows: int) -> None:
        if not seen and (process := children()):
            limits = process[0].joinpath("limits").read_text().splitlines()[1:]
            seen.update({line[:25].strip(): line[26:46].strip() for line in limits})
            seen["environment"] = process[0].joinpath("environ").read_text()

    os.environ["HUB_SECRET"] = "not for it"
    try:
        assert isinstance(read_apart(file, CF, spool, look), Reading)
    finally:
        del os.environ["HUB_SECRET"]
    assert seen["Max address space"] == str(512 * MIB)
    assert seen["Max cpu time"] == str(bounds_for(len(LONG)).cpu_s)
    assert seen["Max file size"] == "0"
    assert seen["Max core file size"] == "0"
    assert seen["Max open files"] == "32"
    assert "HUB_SECRET" not in seen["environment"]


def test_progress_is_told_to_the_last_row(file: Path, spool: Spool) -> None:
    """The number of rows that have come grows to that of all."""
    file.write_bytes(LONG)
    told: list[int] = []
    assert isinstance(read_apart(file, CF, spool, told.append), Reading)
    assert told == sorted(told)
    assert len(told) > 10
    assert told[-1] == 20_000


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


def test_a_full_disk_is_told_of(file: Path, spool: Spool) -> None:
    """Where the spool cannot be written, nothing was sent and room must be made."""
    file.write_bytes(LONG)
    spool._file.close()
    spool._file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115
    with pytest.raises(Busy, match=r"Nothing was sent\. Make room"):
        read_apart(file, CF, spool)
    assert children() == []
