"""An import told to a person."""

from collections import Counter
from collections.abc import Iterator

from streams.operate.importing.result import FileDone


def lines_of(done: FileDone) -> Iterator[str]:
    """One line a row, what nothing was done about left out."""
    for row in done.rows:
        if row.outcome == "UNCHANGED":
            continue
        version = f" v{row.version}" if row.version is not None else ""
        said = " ".join(filter(None, (row.code, row.field, row.advice)))
        what = f"{row.action} {row.record_no}{version}".strip()
        yield f"line {row.line:>6}  {row.outcome:<11} {what}  {said}".rstrip()


def summary(done: FileDone) -> str:
    """How many rows had which outcome."""
    counts = Counter(row.outcome for row in done.rows)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
    return f"{len(done.rows)} rows: {told or 'none'}"
