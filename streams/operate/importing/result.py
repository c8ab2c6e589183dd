"""What became of each row of an imported file."""

from dataclasses import dataclass, field
from typing import Final

from connectors.departments.own_name import own_name
from connectors.departments.plan import ForClerk, Planned
from connectors.departments.receipt import Receipt
from connectors.departments.returned import (
    BESIDE_OTHERS,
    Returned,
    of_refused,
    returned_lines,
    returned_table,
)
from connectors.departments.row import Reading, RefusedRow, Row

#: Outcomes of rows that the hub's receipts have no word for.
UNCHANGED: Final = "UNCHANGED"
PENDING: Final = "PENDING"
CLERK: Final = "CLERK"
REFUSED: Final = "REFUSED"
PLANNED: Final = "PLANNED"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """One row; `advice` says what to do where something is to be done."""

    line: int
    outcome: str
    action: str = ""
    record_no: str = ""
    version: int | None = None
    code: str = ""
    field: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDone:
    """All rows of a file, by line, and those that come back."""

    rows: tuple[RowResult, ...]
    returned: tuple[Returned, ...] = field(default=(), repr=False)

    @property
    def exit_code(self) -> int:
        """1 when a row came back, 3 when one is pending, else 0."""
        if self.returned or any(row.outcome == REFUSED for row in self.rows):
            return 1
        return 3 if any(row.outcome == PENDING for row in self.rows) else 0

    def returned_text(self, reading: Reading) -> str:
        """The file of what came back, in the layout it came in."""
        if reading.columns:
            return returned_table(reading.columns, self.returned)
        return returned_lines(self.returned)


def unreadable(refused: RefusedRow, reading: Reading) -> tuple[RowResult, Returned]:
    """A row its layout could not take."""
    back = of_refused(refused, reading)
    return _told(back, REFUSED), back


def for_clerk(matter: ForClerk) -> tuple[RowResult, Returned]:
    """A row a person has to look at."""
    row = matter.row
    back = Returned(
        line=row.line,
        code=CLERK,
        column="",
        advice=matter.why,
        record=_number(row),
        cells=row.cells,
    )
    return _told(back, CLERK), back


def unchanged(row: Row) -> RowResult:
    """A row the hub has already."""
    return RowResult(line=row.line, outcome=UNCHANGED)


def published(planned: Planned, receipt: Receipt | None, waits: str, reading: Reading) -> RowResult:
    """A row that was sent, or would be; `waits` is its outcome while the hub is silent."""
    return RowResult(
        line=planned.row.line,
        outcome=waits if receipt is None else receipt.outcome.value,
        action=planned.action,
        record_no=planned.record_no,
        version=planned.version,
        code=receipt.code if receipt else "",
        field=_column(receipt, planned, reading) if receipt else "",
        advice=receipt.hint if receipt else "",
    )


def sent_back(planned: Planned, receipt: Receipt, reading: Reading) -> Returned:
    """A row the hub refused."""
    return Returned(
        line=planned.row.line,
        code=receipt.code,
        column=_column(receipt, planned, reading),
        advice=receipt.hint,
        record=planned.record_no,
        cells=planned.row.cells,
    )


def _column(receipt: Receipt, planned: Planned, reading: Reading) -> str:
    # A row may be on disk: it is not fetched where nothing is wrong with it.
    return receipt.field and own_name(reading.columns, planned.row.cells, receipt.field)


def _number(row: Row) -> str:
    return row.numbered or (BESIDE_OTHERS if row.beside_others else "")


def _told(back: Returned, outcome: str) -> RowResult:
    return RowResult(
        line=back.line, outcome=outcome, code=back.code, field=back.column, advice=back.advice
    )
