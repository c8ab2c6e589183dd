"""The sample city's catalogue, and variants of it for a test; only `sample` reads files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from schemas.catalogue.apply import next_catalogue
from schemas.catalogue.code import CodeSort, OpenCode
from schemas.catalogue.editions import by_row
from schemas.catalogue.load import SAMPLE, read_catalogue
from schemas.catalogue.model import (
    Catalogue,
    CheckItem,
    Department,
    MeasureRow,
    Partner,
)
from schemas.catalogue.named_list import ListCode
from schemas.catalogue.serialise import catalogue_version
from streams.rule.editions import Row, rows_by_trigger

WAGE_BAN = ("PRC-01", "list/WAGE_ARREARS")
PENALTY_BAN = ("PRC-01", "penalty/PROCUREMENT_BAN")
CAUTION = ("BNK-07", "list/WAGE_ARREARS")
FREEZE = ("BNK-02", "order/FREEZE")
SEAL = ("LND-01", "order/SEAL")
NO_PURCHASE = ("LND-04", "judgment-default")


@cache
def sample() -> Catalogue:
    """The sample city's catalogue as read, before any load."""
    read = read_catalogue(SAMPLE)
    assert isinstance(read, Catalogue), "\n".join(str(hole) for hole in read)
    return read


def loaded(catalogue: Catalogue | None = None, day: date = date(2026, 6, 1)) -> Catalogue:
    """A catalogue (the sample) as its first load ever leaves it."""
    return next_catalogue(None, catalogue or sample(), day)


def editions(catalogue: Catalogue, row: tuple[str, str]) -> tuple[MeasureRow, ...]:
    """The editions of a row, the earliest first; () where there is no such row."""
    return by_row(catalogue.measures).get(row, ())


def row_of(catalogue: Catalogue, row: tuple[str, str]) -> Row:
    """A row as the line asks it."""
    measure, trigger = row
    (found,) = (r for r in rows_by_trigger(catalogue).of(trigger) if r.measure == measure)
    return found


def with_editions(catalogue: Catalogue, *rows: MeasureRow) -> Catalogue:
    """More editions, of known or of new rows."""
    return _versioned(replace(catalogue, measures=(*catalogue.measures, *rows)))


def without_row(catalogue: Catalogue, row: tuple[str, str]) -> Catalogue:
    """The catalogue without any edition of a row."""
    kept = tuple(edition for edition in catalogue.measures if edition.row != row)
    return _versioned(replace(catalogue, measures=kept))


def only_editions(catalogue: Catalogue, row: tuple[str, str], *rows: MeasureRow) -> Catalogue:
    """The editions of a row replaced by these."""
    return with_editions(without_row(catalogue, row), *rows)


def changed(
    catalogue: Catalogue, row: tuple[str, str], change: Callable[[MeasureRow], MeasureRow]
) -> Catalogue:
    """Every edition of a row changed, for example ``lambda row: replace(row, release="X")``."""
    rows = (change(edition) for edition in editions(catalogue, row))
    return only_editions(catalogue, row, *rows)


def with_department(catalogue: Catalogue, department: Department) -> Catalogue:
    """One more department, or another form of a known one."""
    departments = {**catalogue.departments, department.id: department}
    return _versioned(replace(catalogue, departments=departments))


def with_partner(catalogue: Catalogue, partner: Partner) -> Catalogue:
    """One more partner, or another form of a known one."""
    return _versioned(replace(catalogue, partners={**catalogue.partners, partner.id: partner}))


def with_list(catalogue: Catalogue, entry: ListCode) -> Catalogue:
    """One more list, or another form of a known one."""
    return _versioned(replace(catalogue, lists={**catalogue.lists, entry.code: entry}))


def with_clause(catalogue: Catalogue, code: str, *ordered_by: str) -> Catalogue:
    """One more clause of penalties, which these departments may order."""
    clause = OpenCode(
        sort=CodeSort.CLAUSES,
        code=code,
        name="禁止参加政府采购活动",
        basis="政府采购法（2014年修正） 第七十七条",
        source="Plan 三（一）8",
        ordered_by=frozenset(ordered_by),
        valid_from=date(2015, 3, 1),
    )
    clauses = {**catalogue.codes.get(CodeSort.CLAUSES, {}), code: clause}
    return _versioned(replace(catalogue, codes={**catalogue.codes, CodeSort.CLAUSES: clauses}))


def with_item(catalogue: Catalogue, item: CheckItem) -> Catalogue:
    """One more item, or another form of a known one."""
    return _versioned(replace(catalogue, items={**catalogue.items, item.id: item}))


def _versioned(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, version=catalogue_version(catalogue))
