"""TOML texts → rows of the model, or the holes of their form."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from pydantic import TypeAdapter

from schemas.catalogue.brake import NO_BRAKE, Brake
from schemas.catalogue.code import CodeSort, Derived, OpenCode
from schemas.catalogue.editions import by_row
from schemas.catalogue.hole import Hole
from schemas.catalogue.model import Catalogue, MeasureRow
from schemas.catalogue.serialise import catalogue_version
from schemas.catalogue.strict import (
    BRAKES,
    CODES,
    DEPARTMENTS,
    DERIVED,
    DOMAINS,
    ITEMS,
    LISTS,
    MEASURES,
    PARTNERS,
    WORKING_YEARS,
    AnyRow,
    Table,
    read_row,
)

#: The files that every catalogue has.
FILES: Final = (
    "domains.toml",
    "departments.toml",
    "partners.toml",
    "lists.toml",
    "codes.toml",
    "measures.toml",
    "items.toml",
    "working-days.toml",
)
#: A catalogue without it has no brake (R32).
BRAKE_FILE: Final = "brake.toml"
#: All that may be there.
ALL_FILES: Final = (*FILES, BRAKE_FILE)

#: The array of `codes.toml` that is no sort of codes.
_DERIVED: Final = "derived"

#: What makes a row the row it is, so no edition may say it anew.
_FIXED: Final = ("measure", "trigger", "partner", "enabled", "why")

#: A row that is off may be without an edition: nobody goes by it.
_NO_EDITION: Final[Table] = {"list_version": "", "valid_from": date.min}


def parse_catalogue(texts: Mapping[str, str]) -> Catalogue | tuple[Hole, ...]:
    """
    The catalogue the texts say, or every hole of their form.

    By file name: all of `FILES`, and `BRAKE_FILE` where there is one.
    """
    found: list[Hole] = []
    tables = {name: _toml(name, texts[name], found) for name in FILES}
    rows = _editions(tables["measures.toml"], found)
    brake = _toml(BRAKE_FILE, texts.get(BRAKE_FILE, ""), found)
    catalogue = Catalogue(
        version="",
        domains=_named(DOMAINS, "id", "domains.toml", tables, found),
        departments=_named(DEPARTMENTS, "id", "departments.toml", tables, found),
        partners=_named(PARTNERS, "id", "partners.toml", tables, found),
        lists=_named(LISTS, "code", "lists.toml", tables, found),
        measures=tuple(row for row in rows if row.enabled),
        off=tuple(row for row in rows if not row.enabled),
        items=_named(ITEMS, "id", "items.toml", tables, found),
        working_years=_named(WORKING_YEARS, "year", "working-days.toml", tables, found),
        codes=_codes(tables["codes.toml"], found),
        derived=_derived(tables["codes.toml"], found),
        brake=_brake(brake, found),
    )
    return tuple(found) or replace(catalogue, version=catalogue_version(catalogue))


def _toml(file: str, text: str, found: list[Hole]) -> Table:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        # TOMLDecodeError is one; so is a number of more digits than Python reads.
        found.append(Hole(file=file, row="", reason=f"is not TOML: {error}"))
    except RecursionError:
        found.append(Hole(file=file, row="", reason="is not TOML: nested too deep"))
    return {}


def _named(
    shape: TypeAdapter[list[AnyRow]],
    key: str,
    file: str,
    tables: Mapping[str, Table],
    found: list[Hole],
) -> dict[str, AnyRow]:
    """Rows whose table name is their id."""
    rows: dict[str, AnyRow] = {}
    for name, table in tables[file].items():
        if not isinstance(table, dict):
            found.append(Hole(file=file, row=name, reason="is not a table"))
        elif key in table:
            found.append(Hole(file=file, row=name, reason=f"{key}: the table's name says it"))
        elif (row := read_row(shape, {**table, key: name}, file, name, found)) is not None:
            rows[name] = row
    return rows


def _brake(document: Table, found: list[Hole]) -> Brake:
    """What stands in the file, which has no tables."""
    if not document:
        return NO_BRAKE
    return read_row(BRAKES, document, BRAKE_FILE, "", found) or NO_BRAKE


def _codes(document: Table, found: list[Hole]) -> dict[CodeSort, dict[str, OpenCode]]:
    """Every [<sort>.<code>]; a code that is no bare word of TOML stands in quotation marks."""
    file = "codes.toml"
    codes: dict[CodeSort, dict[str, OpenCode]] = {}
    for sort, tables in document.items():
        if sort == _DERIVED:
            continue
        if sort not in set(CodeSort) or not isinstance(tables, dict):
            known = ", ".join((*CodeSort, _DERIVED))
            found.append(Hole(file=file, row=sort, reason=f"unknown sort of codes; known: {known}"))
            continue
        for code, table in tables.items():
            name = f"{sort}.{code}"
            if not isinstance(table, dict):
                found.append(Hole(file=file, row=name, reason="is not a table"))
                continue
            said = [key for key in ("sort", "code") if key in table]
            found += (Hole(file=file, row=name, reason=f"{key}: its table says it") for key in said)
            whole = {**table, "sort": sort, "code": code}
            if not said and (row := read_row(CODES, whole, file, name, found)) is not None:
                codes.setdefault(CodeSort(sort), {})[code] = row
    return codes


def _derived(document: Table, found: list[Hole]) -> tuple[Derived, ...]:
    """Every [[derived]], by its name; the order in the file does not matter."""
    file = "codes.toml"
    rows: list[Derived] = []
    tables = document.get(_DERIVED, [])
    for place, table in enumerate(tables if isinstance(tables, list) else [tables], start=1):
        name = f"{_DERIVED} {place}"
        if not isinstance(table, dict):
            found.append(Hole(file=file, row=name, reason="is not a table; write [[derived]]"))
        elif (row := read_row(DERIVED, table, file, name, found)) is not None:
            rows.append(row)
    return tuple(sorted(rows, key=lambda row: row.named))


def _editions(document: Table, found: list[Hole]) -> tuple[MeasureRow, ...]:
    """Every [[row]] spread over its [[row.edition]]s; the order in the file does not matter."""
    file = "measures.toml"
    found += (
        Hole(file=file, row=key, reason="unknown key; rows stand under [[row]]")
        for key in document
        if key != "row"
    )
    rows: list[MeasureRow] = []
    tables = document.get("row", [])
    for place, table in enumerate(tables if isinstance(tables, list) else [tables], start=1):
        if not isinstance(table, dict):
            found.append(Hole(file=file, row=f"row {place}", reason="is not a table"))
            continue
        name = f"{table.get('measure', f'row {place}')} {table.get('trigger', '')}".rstrip()
        off = table.get("enabled") is False
        editions = table.get("edition", [_NO_EDITION] if off else None)
        if not isinstance(editions, list) or not editions:
            found.append(Hole(file=file, row=name, reason="has no [[row.edition]]"))
            continue
        standing = {key: value for key, value in table.items() if key != "edition"}
        for edition in editions:
            if not isinstance(edition, dict):
                found.append(Hole(file=file, row=name, reason="an edition is not a table"))
                continue
            found += (
                Hole(file=file, row=name, reason=f"{key}: stands in the row, not in an edition")
                for key in _FIXED
                if key in edition
            )
            whole = {"valid_until": None, **standing, **edition}
            label = f"{name} {whole.get('list_version', '')}".rstrip()
            if (row := read_row(MEASURES, whole, file, label, found)) is not None:
                rows.append(row)
    return tuple(row for editions in by_row(rows).values() for row in editions)
