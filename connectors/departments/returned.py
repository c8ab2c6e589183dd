"""
Rows that come back for mending, in the layout they came in, with code and advice beside them.

`HUB_RECORD` (`hubRecord`) is the number the row has, so that the mended row finds its record again;
"+" where it is one of several rows of a decision and has none yet. A mended file is imported as it
is; nobody has to take these columns out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from connectors.departments.layouts.cf import BESIDE_OTHERS
from connectors.departments.layouts.cf_columns import RETURNED, column_of
from connectors.departments.layouts.json_line import halved
from connectors.departments.layouts.table import write_table
from connectors.departments.own_name import own_name
from connectors.departments.row import Reading, RefusedRow

__all__ = ["BESIDE_OTHERS", "Returned", "of_refused", "returned_lines", "returned_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """One row that comes back; `column` is what the file calls that which the code is about."""

    line: int
    code: str
    column: str
    advice: str
    record: str = ""
    cells: tuple[str, ...] = field(default=(), repr=False)


def of_refused(refused: RefusedRow, reading: Reading) -> Returned:
    """A row its layout could not take."""
    beside = refused.document is not None and any(
        row.document == refused.document for row in reading.rows
    )
    column = own_name(reading.columns, refused.cells, refused.column)
    hint = refused.hint
    if refused.column and hint.startswith(f"{refused.column} "):
        hint = column + hint.removeprefix(refused.column)
    return Returned(
        line=refused.line,
        code=refused.code,
        column=column,
        advice=hint,
        record=BESIDE_OTHERS if beside else "",
        cells=refused.cells,
    )


def returned_table(columns: Sequence[str], rows: Sequence[Returned]) -> str:
    """The rows as CSV under the file's own headers."""
    own = [place for place, header in enumerate(columns) if column_of(header) not in RETURNED]
    return write_table(
        [*(columns[place] for place in own), *RETURNED],
        [
            [
                *(row.cells[place] if place < len(row.cells) else "" for place in own),
                str(row.line),
                row.code,
                row.column,
                row.advice,
                row.record,
            ]
            for row in rows
        ],
    )


def returned_lines(rows: Sequence[Returned]) -> str:
    """The rows as JSON lines; what is no object, or has a key twice, comes back as it stood."""
    return "".join(f"{_line(row)}\n" for row in rows)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _line(row: Returned) -> str:
    (text,) = row.cells
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return text
    if not isinstance(found, dict):
        return text
    said = {key: value for key, value in found.items() if not key.lower().startswith("hub")}
    beside = {
        "hubLine": row.line,
        "hubCode": row.code,
        "hubField": row.column,
        "hubAdvice": row.advice,
        "hubRecord": row.record,
    }
    line = json.dumps({**said, **beside}, ensure_ascii=False)
    # Half of a character can be written only as it came, escaped.
    return json.dumps({**said, **beside}) if halved(line) else line
