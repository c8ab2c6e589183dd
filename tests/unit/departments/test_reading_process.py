"""The process that reads a file is bounded, and one that dies or hangs is told of."""

import os
import signal
from pathlib import Path

import pytest
from unit.departments.reading import CF, LONG, MIB, children, with_bounds

from connectors.departments.row import BrokenFile, Reading
from streams.operate.importing.apart import bounds_for, read_apart
from streams.operate.importing.spool import Spool


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
