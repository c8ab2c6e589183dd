"""The file beside an imported one: what came back of it at the last run."""

from pathlib import Path

from connectors.departments.row import Reading
from streams.operate.importing.result import PENDING, FileDone
from streams.wiring.failures import CannotRun
from streams.wiring.whole_file import write_whole


def leave_returned(target: Path, file: Path, done: FileDone, reading: Reading) -> str:
    """
    Afterwards `target` holds the rows that came back, and is gone where none did.

    It is open to others as far as `file`, the imported one, is. While a row is pending an earlier
    run's file stays, since that row may be in it. Returns what a person is told, "" where there is
    nothing to tell. Raises `CannotRun` where the disk refuses.
    """
    try:
        if done.returned:
            mode = 0o600 | (file.stat().st_mode & 0o066)
            write_whole(target, f"\ufeff{done.returned_text(reading)}", mode)
            return f"{len(done.returned)} rows to mend: {target}"
        if not target.is_file():
            return ""
        if any(row.outcome == PENDING for row in done.rows):
            return f"{target} is of an earlier run; the outcome of some rows is still to come."
        target.unlink()
    except OSError as reason:
        raise CannotRun(_unwritten(target, done, reason)) from reason
    return f"{target} was of an earlier run and is removed: no row comes back any more."


def _unwritten(target: Path, done: FileDone, reason: OSError) -> str:
    why = reason.strerror or type(reason).__name__
    if not done.returned:
        return (
            f"{target} is of an earlier run and cannot be removed ({why}). No row comes back any "
            "more: remove it yourself, and do not import it."
        )
    return (
        f"{len(done.returned)} rows came back, and {target} cannot be written ({why}). All other "
        "rows are as told above. Copy the imported file to a place that can be written and import "
        "it there: what was taken is not sent twice."
    )
